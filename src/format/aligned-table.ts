import { widthOf } from './fit-text.ts';

/** The lines of a table whose columns are as wide as what is in them. The last column is not padded. */
export function alignedTable(
  rows: readonly (readonly string[])[],
  isNumber: (column: number) => boolean = () => false,
): string[] {
  const columns = rows.reduce((most, row) => Math.max(most, row.length), 0);
  const widths = Array.from({ length: columns }, (_, at) =>
    rows.reduce((most, row) => Math.max(most, widthOf(row[at] ?? '')), 0),
  );
  return rows.map((row) =>
    row
      .map((cell, at) => {
        const blank = ' '.repeat((widths[at] ?? 0) - widthOf(cell));
        return isNumber(at) ? blank + cell : cell + blank;
      })
      .join('  ')
      .trimEnd(),
  );
}
