/** How a fault names a cell of a workbook: its path, the sheet, and the cell where one is meant. */
export function placeInSheet(
  file: string,
  sheet: string,
  { row, letters }: { readonly row: number; readonly letters: string | undefined },
): string {
  if (letters === undefined) return `${file}#${sheet}`;
  return `${file}#${sheet}!${letters}${row}`;
}

/** The letters by which a spreadsheet calls a column, counted from 0. */
export function lettersOf(column: number): string {
  const rest = column % 26;
  const letter = String.fromCharCode(65 + rest);
  return column < 26 ? letter : lettersOf((column - rest) / 26 - 1) + letter;
}
