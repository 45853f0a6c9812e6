import { UsageError } from '../../errors.ts';
import { attributes } from '../../event/attributes.ts';
import { didYouMean, nearMisses } from '../../event/near-misses.ts';
import { attributePrefix, resolveItemField } from './item-field.ts';

/** Fields that rules name otherwise than CloudTrail does. */
const otherNames: ReadonlyMap<string, string> = new Map([['src_ip', 'sourceIPAddress']]);

/**
 * Returns CloudTrail's name of a field that a rule names.
 *
 * Throws UsageError for an attribute that does not exist.
 */
export function fieldNameOf(name: string): string {
  const field = otherNames.get(name) ?? name;
  if (resolveItemField(field)) return field;
  const meant = nearMisses(field.slice(attributePrefix.length), Object.keys(attributes), 1);
  const names = meant.map((name) => attributePrefix + name);
  throw new UsageError(`'${field}' is not an attribute${didYouMean(names)}`);
}
