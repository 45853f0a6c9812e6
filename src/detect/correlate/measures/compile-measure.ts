import type { CorrelationRule } from '../../rule.ts';
import type { Measure } from './measure.ts';
import { Quantile } from './quantile.ts';
import { RulesInOrder } from './rules-in-order.ts';
import { RulesMet } from './rules-met.ts';
import { Sum } from './sum.ts';
import { ValueCount } from './value-count.ts';

/** Returns the function that creates a measure of the kind that a correlation's type needs. */
export function compileMeasure(rule: CorrelationRule): () => Measure {
  switch (rule.type) {
    case 'event_count':
      return () => eventCount;
    case 'value_count':
      return () => new ValueCount();
    case 'temporal':
      return () => new RulesMet(rule.rules.length);
    case 'temporal_ordered':
      return () => new RulesInOrder(rule.rules.length);
    case 'value_sum':
      return () => new Sum('sum');
    case 'value_avg':
      return () => new Sum('average');
    case 'value_percentile':
      return () => new Quantile((rule.percentile ?? 0) / 100);
    case 'value_median':
      return () => new Quantile(0.5);
    default:
      return rule.type satisfies never;
  }
}

/** The count is known to the window, so all windows share one measure. */
const eventCount: Measure = {
  add: () => {},
  remove: () => {},
  measure: (_begin, count) => count,
};
