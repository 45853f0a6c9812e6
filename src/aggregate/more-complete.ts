/**
 * Whether the values of `a` tell more of an event than those of `b`, of which one delivery gave the
 * ones and another the others: a row of a table may lack what the trail file has. Of any two lists of
 * different values one tells more, so that it does not matter which delivery came first.
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
