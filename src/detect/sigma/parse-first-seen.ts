import { UsageError } from '../../errors.ts';
import { isObject } from '../../event/own-property.ts';
import { fieldNameOf } from '../../filter/items/item-name.ts';
import type { FirstSeen } from '../rule.ts';
import { listOf } from './read-head.ts';
import { RuleError } from './rule-error.ts';
import { parseTimespan } from './timespan.ts';

/** How long values must not have been seen, unless a rule says so. */
const defaultLookBack = '14d';

/**
 * Reads trailscan's own keys of a rule: `trailscan: {first_seen: [FIELD…], look_back: 14d}`, or
 * `trailscan.first_seen` and `trailscan.look_back`.
 *
 * Throws RuleError.
 */
export function parseFirstSeen(document: Readonly<Record<string, unknown>>): FirstSeen | undefined {
  const own = document['trailscan'] ?? {};
  if (!isObject(own)) throw new RuleError(['trailscan'], "'trailscan' must be a map");
  for (const key of Object.keys(own)) {
    if (!keys.includes(key)) {
      throw new RuleError(['trailscan', key], `unknown key '${key}': expected ${keys.join(', ')}`);
    }
  }
  const [names, lookBack] = keys.map((key) => own[key] ?? document[`trailscan.${key}`]);
  try {
    const fields = listOf(names).map((name) => {
      if (typeof name === 'string' && name !== '') return fieldNameOf(name);
      throw new UsageError("'first_seen' must be a list of fields");
    });
    if (fields.length > 0) {
      return { fields, lookBack: parseTimespan(lookBack ?? defaultLookBack) };
    }
    if (lookBack === undefined) return undefined;
    throw new UsageError("'look_back' needs 'first_seen'");
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    throw new RuleError(['trailscan'], error.message, { cause: error });
  }
}

const keys = ['first_seen', 'look_back'];
