import type { Bound } from './rule.ts';

/** Returns whether a number is within a bound of a correlation. */
export function isWithin(number: number, { operator, number: end }: Bound): boolean {
  switch (operator) {
    case 'gt':
      return number > end;
    case 'gte':
      return number >= end;
    case 'lt':
      return number < end;
    case 'lte':
      return number <= end;
    case 'eq':
      return number === end;
    case 'neq':
      return number !== end;
    default:
      return operator satisfies never;
  }
}
