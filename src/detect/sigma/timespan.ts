import { UsageError } from '../../errors.ts';

/**
 * Returns the milliseconds of a time span such as `90m` (Sigma correlation rules specification,
 * "Time Selection", which has seconds to days; the other units are pySigma's).
 *
 * Throws UsageError.
 */
export function parseTimespan(text: unknown): number {
  const [, digits = '', unit = ''] = /^(\d+)([smhdwMy])$/.exec(String(text)) ?? [];
  const span = Number(digits) * (unitLengths.get(unit) ?? 0);
  if (span > 0 && Number.isSafeInteger(span)) return span;
  throw new UsageError(
    `'${String(text)}' is not a time span: expected a number and one of s, m, h, d, w, M, y, such as 10m`,
  );
}

const second = 1000;

/** A month is a twelfth of a year, which is that of the Gregorian calendar on average. */
const unitLengths: ReadonlyMap<string, number> = new Map([
  ['s', second],
  ['m', 60 * second],
  ['h', 3600 * second],
  ['d', 86_400 * second],
  ['w', 604_800 * second],
  ['M', 2_629_746 * second],
  ['y', 31_556_952 * second],
]);
