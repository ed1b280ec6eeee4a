/** HTML that is safe to put on the page; made only by the functions of this file. */
export type Html = { readonly html: string };

/** A template whose holes are escaped unless they are Html; lists are joined, undefined is left out. */
export function html(pieces: TemplateStringsArray, ...holes: readonly Hole[]): Html {
  let text = pieces[0] ?? "";
  for (const [index, hole] of holes.entries()) text += fill(hole) + (pieces[index + 1] ?? "");
  return { html: text };
}

/** Text that was made as HTML or SVG elsewhere in this room. */
export function trusted(text: string): Html {
  return { html: text };
}

/** Text as it may stand between tags and in quoted attributes. Characters that HTML forbids become the replacement sign. */
function escapeHtml(text: string): string {
  return (
    text
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to replace
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufffe\uffff]|\p{Surrogate}/gu, "\ufffd")
      .replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
  );
}

/** An address that may be followed from the report: anything but http and https is shown, not linked. */
export function safeUrl(url: string): string | undefined {
  return /^https?:\/\/[^\s]+$/i.test(url) ? url : undefined;
}

type Hole = Html | string | number | undefined | readonly Hole[];

function fill(hole: Hole): string {
  if (hole === undefined) return "";
  if (typeof hole === "string") return escapeHtml(hole);
  if (typeof hole === "number") return String(hole);
  if ("html" in hole) return hole.html;
  return hole.map(fill).join("");
}
