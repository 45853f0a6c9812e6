/**
 * Returns whether the values of `a` are more complete than those of `b`; both come from deliveries
 * of the same event. A row of a table may lack values that the trail file has. Two different lists
 * are never equally complete, so the order of the deliveries does not matter.
 */
export function isMoreComplete(a: readonly string[], b: readonly string[]): boolean {
  return compare(a, b) > 0;
}

function compare(a: readonly string[], b: readonly string[]): number {
  const known = (values: readonly string[]) => values.filter((value) => value !== '').length;
  if (known(a) !== known(b)) return known(a) - known(b);
  const at = a.findIndex((value, index) => value !== b[index]);
  const [first = '', second = ''] = [a[at], b[at]];
  return first.length - second.length || (first > second ? 1 : -1);
}
