import type { ItemTest, NumberOperator, TimePart } from '../../query/condition/item.ts';

/**
 * Returns a test of whether a value is a number, or text that reads as one, that compares as the
 * test asks; with a part, whether it is a time with such a part.
 */
export function compileNumber({
  operator,
  number,
  part,
}: Extract<ItemTest, { kind: 'number' }>): (value: unknown) => boolean {
  const compare = comparisons[operator];
  return (value) => {
    const found = part === undefined ? numberIn(value) : partOf(value, part);
    return found !== undefined && compare(found, number);
  };
}

const comparisons: Readonly<Record<NumberOperator, (a: number, b: number) => boolean>> = {
  '=': (a, b) => a === b,
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
};

/** Matches text that reads as a number: CloudTrail writes some numbers as text. */
const numeral = /^[+-]?\d+(?:\.\d+)?(?:e[+-]?\d+)?$/i;

/** Returns the number that a value is, or that its text reads as; undefined for other values. */
export function numberIn(value: unknown): number | undefined {
  if (typeof value === 'number') return value;
  return typeof value === 'string' && numeral.test(value) ? Number(value) : undefined;
}

/**
 * A time as CloudTrail writes it, or with another zone or none, which is UTC. `Date` alone reads
 * `1` and `a/2` as times, too.
 */
const iso = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?)(Z|[+-]\d\d:\d\d)?$/;

/** Returns the part of a time in UTC; undefined for text that is not a time. */
function partOf(value: unknown, part: TimePart): number | undefined {
  const [, date, clock, zone = 'Z'] = (typeof value === 'string' && iso.exec(value)) || [];
  if (date === undefined || clock === undefined) return undefined;
  const time = new Date(`${date}T${clock}${zone}`);
  if (Number.isNaN(time.getTime())) return undefined;
  switch (part) {
    case 'minute':
      return time.getUTCMinutes();
    case 'hour':
      return time.getUTCHours();
    case 'day':
      return time.getUTCDate();
    case 'week':
      return weekOf(time);
    case 'month':
      return time.getUTCMonth() + 1;
    case 'year':
      return time.getUTCFullYear();
    default:
      return part satisfies never;
  }
}

const dayLength = 86_400_000;

/** Returns the week of ISO 8601: the first week of a year is the one with its first Thursday. */
function weekOf(time: Date): number {
  const day = Math.floor(time.getTime() / dayLength);
  const thursday = day - ((time.getUTCDay() + 6) % 7) + 3;
  const year = new Date(thursday * dayLength).getUTCFullYear();
  return Math.floor((thursday - Date.UTC(year, 0, 1) / dayLength) / 7) + 1;
}
