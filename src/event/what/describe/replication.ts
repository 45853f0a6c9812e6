import type { Call } from '../call.ts';
import { listed, named, type Phrase, phrase, spare, words } from '../phrase.ts';
import { textOf, valuesAt } from '../read-values.ts';
import { shortName } from '../short-name.ts';
import type { Describe } from '../template.ts';

/**
 * Says where the objects of a bucket are copied:
 * `bucket b1 copied to b2 of 444455556666 (foreign)`. Rules that are disabled copy nothing.
 */
export const replication: Describe = (call) => {
  const bucket = phrase`${spare(words('bucket '))}${call.text('bucketName')}`;
  const rules = call.values('replicationConfiguration.rule|replicationConfiguration.rules');
  const inForce = rules.filter((rule) => textAt(rule, 'status')?.toLowerCase() !== 'disabled');
  return (
    phrase`${bucket} copied to ${targetsOf(inForce, call)}` ??
    phrase`${bucket} not copied to ${targetsOf(rules, call)}` ??
    phrase`replication of ${bucket} changed`
  );
};

/**
 * The buckets of foreign accounts come first: they must not be among those that are only counted.
 */
function targetsOf(rules: readonly unknown[], call: Call): Phrase | undefined {
  const targets = rules.flatMap((rule) => {
    const bucket = textAt(rule, 'destination.bucket');
    const owner = textAt(rule, 'destination.account');
    const isForeign = owner !== undefined && call.isForeign(owner);
    const name = bucket === undefined ? undefined : named(shortName(bucket));
    const target = isForeign ? phrase`${name} of ${call.account(owner)}` : name;
    return target ? [{ target, isForeign }] : [];
  });
  const sorted = targets.toSorted((a, b) => Number(b.isForeign) - Number(a.isForeign));
  return listed(sorted.map(({ target }) => target));
}

function textAt(value: unknown, path: string): string | undefined {
  return textOf(valuesAt(value, path)[0]);
}
