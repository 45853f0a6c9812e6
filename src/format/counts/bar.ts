const eighths = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'];

/** A bar of at most `width` terminal cells, as long as `value` is of `most`; at least a sliver. */
export function bar(value: number, most: number, width: number): string {
  if (value <= 0) return '';
  const length = Math.max(1, Math.round((value / most) * width * 8));
  return '█'.repeat(Math.floor(length / 8)) + eighths[length % 8];
}
