import type { Wording } from "./wording.ts";

/** What a figure is drawn on: its width in pixels, and how it words and numbers. */
export type Canvas = { readonly width: number; readonly wording: Wording };

/** A drawn figure: SVG elements from y = 0 to `height`, and the same in sentences for those who cannot see it. */
export type Drawing = { readonly body: string; readonly height: number; readonly description: readonly string[] };
