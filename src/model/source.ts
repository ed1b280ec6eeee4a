import type { Grade } from "./grade.ts";

/** Who published what, when and where; declared once in `sources.yaml`. */
export type Source = {
  readonly id: string;
  readonly title: string;
  /** The organisation; never a private person. */
  readonly publisher: string;
  /** As the source states it, for instance `2025-03-28` or `c. 2024-10`; empty when unknown. */
  readonly published: string;
  /** Address where it was seen; empty for a source that is only known through those who quote it. */
  readonly url: string;
  /** `read`: seen itself; `copy`: seen as a copy; `quoted`: known only through others (an origin). */
  readonly seen: "read" | "copy" | "quoted";
  /** Grade of its claims where a claim states none. */
  readonly grade: Grade;
  /** Words on scope, terms and known traps; may be empty. */
  readonly note: string;
  readonly line: number;
};
