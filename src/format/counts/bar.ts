const eighths = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'];

/**
 * Returns a bar whose length is to `width` terminal cells as `value` is to `max`. A value above 0
 * gets at least an eighth of a cell.
 */
export function bar(value: number, max: number, width: number): string {
  if (value <= 0) return '';
  const length = Math.max(1, Math.round((value / max) * width * 8));
  return '█'.repeat(Math.floor(length / 8)) + eighths[length % 8];
}
