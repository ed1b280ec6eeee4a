/** A spreadsheet runs a text with one of these in front as a formula. */
const liveSigns = /^[=+\-@\t\r]/;

/**
 * Whether a spreadsheet would run a text as a formula. A text that is wholly a number runs nothing.
 *
 * @example
 * isLiveText("=cmd|' /C calc'!A0") // => true
 * isLiveText("-12.5") // => false
 * isLiveText("Hill & Sons") // => false
 */
export function isLiveText(text: string): boolean {
  return liveSigns.test(text) && !/^[+-]?\d+(\.\d+)?$/.test(text);
}

/**
 * A text without the apostrophe that a table has in front of what would else run as a formula.
 *
 * @example
 * unmarkText("'=1+1") // => "=1+1"
 * unmarkText("'s Heeren") // => "'s Heeren"
 */
export function unmarkText(text: string): string {
  return text.startsWith("'") && liveSigns.test(text.slice(1)) ? text.slice(1) : text;
}
