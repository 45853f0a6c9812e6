import { isObject } from '../../event/own-property.ts';
import { RuleError } from './rule-error.ts';

/**
 * Returns whether a rule for this log source is about CloudTrail: `product: aws`, or
 * `service: cloudtrail`, or both (Sigma taxonomy appendix). Only other log sources have a category.
 *
 * Throws RuleError when it is not a log source.
 */
export function isForCloudTrail(data: unknown): boolean {
  if (data === undefined || data === null) {
    throw new RuleError(['logsource'], "there is no 'logsource'");
  }
  if (!isObject(data)) throw new RuleError(['logsource'], "'logsource' must be a map");
  const [category, product, service] = ['category', 'product', 'service'].map((key) => {
    const value = data[key] ?? undefined;
    if (value === undefined) return undefined;
    if (typeof value === 'string') return value.toLowerCase();
    throw new RuleError(['logsource', key], `'${key}' must be text`);
  });
  if (category === undefined && product === undefined && service === undefined) {
    throw new RuleError(['logsource'], "'logsource' has no category, product or service");
  }
  const isOfService = service === 'cloudtrail' && (product ?? 'aws') === 'aws';
  return isOfService || (product === 'aws' && service === undefined && category === undefined);
}
