import { intersect, type TimeRange } from '../../time-range.ts';
import type { Condition, FieldCondition } from './condition.ts';
import type { Filter } from './filter.ts';

/** Returns a span that contains the times of all events that pass the filter. */
export function impliedTime({ time, when }: Filter): TimeRange {
  return intersect(time, timeOf(when));
}

function timeOf(condition: Condition): TimeRange {
  switch (condition.kind) {
    case 'all':
      return condition.conditions.map(timeOf).reduce(intersect, {});
    case 'any':
      return spanOfAll(condition.conditions.map(timeOf));
    case 'field':
      return timeOfField(condition);
    case 'not':
    case 'attribute':
    case 'item':
    case 'text':
      return {};
    default:
      return condition satisfies never;
  }
}

/**
 * Returns the time that a test of eventTime implies. A pattern such as `2026-11-19T*` implies none:
 * what follows may include an offset.
 */
function timeOfField({ selector: [step, ...deeper], test }: FieldCondition): TimeRange {
  if (step?.kind !== 'key' || step.key !== 'eventTime' || deeper.length > 0) return {};
  if (test.kind !== 'compare' || test.operator !== '=' || test.operand.kind !== 'text') return {};
  const [text = '', ...others] = test.operand.literals;
  const time = others.length > 0 ? Number.NaN : Date.parse(text);
  return Number.isNaN(time) ? {} : { from: time, to: time + 1 };
}

/**
 * Returns the span from the earliest start to the latest end. An end is open if it is open in any
 * of the spans, or if there are no spans.
 */
function spanOfAll(ranges: readonly TimeRange[]): TimeRange {
  const starts = ranges.map(({ from = Number.NEGATIVE_INFINITY }) => from);
  const ends = ranges.map(({ to = Number.POSITIVE_INFINITY }) => to);
  const [from, to] = [Math.min(...starts), Math.max(...ends)];
  return {
    ...(Number.isFinite(from) && { from }),
    ...(Number.isFinite(to) && { to }),
  };
}
