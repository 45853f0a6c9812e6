import { type Baseline, ofEachKind } from '../../../src/report/baseline/baseline.ts';

/** Returns the values for each kind, seen at `time`, or by default at the start of the window. */
export function seenBy(values: readonly string[], time = 0): Baseline['seen'] {
  const at = { first: time, last: time };
  return ofEachKind(() => new Map(values.map((value) => [value, at])));
}
