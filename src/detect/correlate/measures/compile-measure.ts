import type { CorrelationRule } from '../../rule.ts';
import type { Measure } from './measure.ts';
import { createQuantile } from './quantile.ts';
import { createRulesInOrder } from './rules-in-order.ts';
import { createRulesMet } from './rules-met.ts';
import { createSum } from './sum.ts';
import { createValueCount } from './value-count.ts';

/** Returns the function that creates a measure of the kind that a correlation's type needs. */
export function compileMeasure(rule: CorrelationRule): () => Measure {
  switch (rule.type) {
    case 'event_count':
      return () => eventCount;
    case 'value_count':
      return createValueCount;
    case 'temporal':
      return () => createRulesMet(rule.rules.length);
    case 'temporal_ordered':
      return () => createRulesInOrder(rule.rules.length);
    case 'value_sum':
      return () => createSum((sum) => sum);
    case 'value_avg':
      return () => createSum((sum, count) => sum / count);
    case 'value_percentile':
      return () => createQuantile((rule.percentile ?? 0) / 100);
    case 'value_median':
      return () => createQuantile(0.5);
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
