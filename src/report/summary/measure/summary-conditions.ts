import { parseWhere } from '../../../filter/parse-where.ts';
import { allOf, type Condition, has } from '../../../query/condition/condition.ts';

/**
 * The conditions of a summary that are not findings; those of findings are rules of the pack, in
 * `rules/`.
 */
export const conditions = {
  all: allOf([]),
  failed: has('outcome', ['failed']),
  signIns: has('event', ['ConsoleLogin', 'UserAuthentication']),
  late: parseWhere('{ $.addendum.reason = "DELIVERY_DELAY" }'),
  omitted: parseWhere(
    '{ ($.requestParameters.omitted IS TRUE) || ($.responseElements.omitted IS TRUE) || ' +
      '($.serviceEventDetails.omitted IS TRUE) || ($.additionalEventData.omitted IS TRUE) }',
  ),
} satisfies Readonly<Record<string, Condition>>;
