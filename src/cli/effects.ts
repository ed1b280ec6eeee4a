/** All that a command does to the world; tests hand in silent ones. */
export type Effects = {
  readonly write: (text: string) => void;
  readonly writeError: (text: string) => void;
  /** Milliseconds of some clock, for progress alone: nothing that is published reads it. */
  readonly now: () => number;
  readonly isTerminal: boolean;
};

/** The effects of a process. */
export function processEffects(): Effects {
  return {
    write: (text) => void process.stdout.write(text),
    writeError: (text) => void process.stderr.write(text),
    now: () => performance.now(),
    isTerminal: process.stderr.isTTY === true,
  };
}
