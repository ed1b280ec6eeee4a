/**
 * The words of a cell as they are compared with others: without space around them, and one space for every run of spaces and line breaks.
 *
 * @example
 * cellWords(" Paid  late\n(see note) ") // => "Paid late (see note)"
 */
export function cellWords(text: string): string {
  return text.trim().replace(/\s+/g, " ");
}
