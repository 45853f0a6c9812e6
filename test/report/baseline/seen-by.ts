import { type Baseline, ofEachKind } from '../../../src/report/baseline/baseline.ts';

/** Values of each kind that were seen at the beginning of a window, or then. */
export function seenBy(values: readonly string[], time = 0): Baseline['seen'] {
  const at = { first: time, last: time };
  return ofEachKind(() => new Map(values.map((value) => [value, at])));
}
