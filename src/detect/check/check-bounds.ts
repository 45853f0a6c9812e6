import { isWithin } from '../is-within.ts';
import type { Bound, CorrelationRule } from '../rule.ts';

/**
 * Returns what is odd about the bounds of a correlation: no number, or no count, is within them.
 */
export function checkBounds({ type, bounds, rules }: CorrelationRule): readonly string[] {
  if (type === 'value_sum' || type === 'value_avg' || type.startsWith('value_m')) {
    return areSeparate(bounds) ? [contradiction] : [];
  }
  if (areSeparate(bounds)) return [contradiction];
  const lowest = Math.max(0, ...bounds.map(lowerEnd));
  if (type.startsWith('temporal') && lowest > new Set(rules).size) {
    return [`the condition never holds: there are fewer than ${lowest} rules`];
  }
  return bounds.some(isBelowZero) ? ['the condition never holds: a count is never below 0'] : [];
}

const contradiction = 'the condition never holds: its bounds contradict each other';

/** Whether the bounds leave no number between them. */
function areSeparate(bounds: readonly Bound[]): boolean {
  const candidates = bounds.flatMap(({ number }) => [
    number - 1,
    number - 0.5,
    number,
    number + 0.5,
    number + 1,
  ]);
  const between = bounds.flatMap((a) => bounds.map((b) => (a.number + b.number) / 2));
  return (
    bounds.length > 0 &&
    ![...candidates, ...between].some((number) => bounds.every((bound) => isWithin(number, bound)))
  );
}

/** Returns the least whole number that a bound allows. */
function lowerEnd({ operator, number }: Bound): number {
  if (operator === 'gt') return Math.floor(number) + 1;
  return operator === 'gte' || operator === 'eq' ? Math.ceil(number) : 0;
}

function isBelowZero({ operator, number }: Bound): boolean {
  if (operator === 'lt') return number <= 0;
  return (operator === 'lte' || operator === 'eq') && number < 0;
}
