import type { Effects } from "./effects.ts";

/** Says what is being done, once a second has passed, on the error stream: results stay clean. */
export type Progress = { readonly step: (words: string) => void; readonly end: () => void };

const quietMilliseconds = 1000;

/** Steps within the first second are not told: short work needs no words. */
export function startProgress(effects: Effects): Progress {
  const begun = effects.now();
  let shown = false;
  return {
    step: (words) => {
      const seconds = (effects.now() - begun) / 1000;
      if (!effects.isTerminal && seconds * 1000 < quietMilliseconds) return;
      shown = true;
      effects.writeError(effects.isTerminal ? `\r\u001b[K${words} ...` : `${seconds.toFixed(1)} s: ${words}\n`);
    },
    end: () => {
      if (shown && effects.isTerminal) effects.writeError("\r\u001b[K");
    },
  };
}
