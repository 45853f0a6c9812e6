/** Access control lists, public access blocks, access logs and expiry of S3. */
import type { Call } from '../call.ts';
import { type Phrase, phrase, words } from '../phrase.ts';
import { textOf, valuesAt } from '../read-values.ts';
import type { Describe } from '../template.ts';

/** Describes an access control list: `bucket b1 open to anyone (READ)`. */
export function accessList(noun: 'bucket' | 'object', key: 'bucketName' | 'key'): Describe {
  return (call) => {
    const thing =
      key === 'key'
        ? phrase`${words(noun)} ${call.text('bucketName')}/${call.text('key')}`
        : phrase`${words(noun)} ${call.text('bucketName')}`;
    const [open] = groupGrants(call);
    if (open) return phrase`${thing} open to ${open}`;
    const canned = call.text('x-amz-acl');
    if (canned) return phrase`access list of ${thing} set to ${canned}`;
    return phrase`access list of ${thing} changed`;
  };
}

/** Canned lists that open a bucket (Amazon S3 User Guide, "Access control list (ACL) overview"). */
const cannedLists: ReadonlyMap<string, string> = new Map([
  ['public-read', 'anyone (read)'],
  ['public-read-write', 'anyone (read, write)'],
  ['authenticated-read', 'any AWS account (read)'],
]);

const groups: ReadonlyMap<string, string> = new Map([
  ['http://acs.amazonaws.com/groups/global/AllUsers', 'anyone'],
  ['http://acs.amazonaws.com/groups/global/AuthenticatedUsers', 'any AWS account'],
]);

/** Grants to everybody: by a canned list, in headers of the request, or in the list itself. */
function groupGrants(call: Call): readonly Phrase[] {
  const canned = cannedLists.get(call.text('x-amz-acl') ?? '');
  const inHeaders = grantHeaders.flatMap((permission) => {
    const header = call.text(`x-amz-grant-${permission}`) ?? '';
    const group = [...groups].find(([uri]) => header.includes(uri))?.[1];
    return group === undefined ? [] : [words(`${group} (${permission})`)];
  });
  const grants = call
    .values('accessControlPolicy.accessControlList.grant')
    .map((grant) => {
      const group = groups.get(textOf(valuesAt(grant, 'grantee.uRI')[0]) ?? '');
      const permission = textOf(valuesAt(grant, 'permission')[0])
        ?.toLowerCase()
        .replaceAll('_', ' ');
      return group === undefined
        ? undefined
        : (phrase`${words(group)} (${permission})` ?? words(group));
    })
    .filter((each) => each !== undefined);
  return [...(canned ? [words(canned)] : []), ...inHeaders, ...grants];
}

const grantHeaders = ['full-control', 'write', 'write-acp', 'read', 'read-acp'];

/** Describes a new bucket, and who has access from the beginning. */
export const createdBucket: Describe = (call) => {
  const bucket = phrase`bucket ${call.text('bucketName')} created`;
  return phrase`${bucket}, open to ${groupGrants(call)[0]}` ?? bucket;
};

const switches = [
  'blockPublicAcls',
  'ignorePublicAcls',
  'blockPublicPolicy',
  'restrictPublicBuckets',
];

/** Describes a public access block: it has four switches, and some may be off. */
export function blockedAccess(target: 'bucket ' | 'all buckets'): Describe {
  return (call) => {
    const off = switches.filter(
      (key) => call.flag(`publicAccessBlockConfiguration.${key}`) === false,
    );
    const bucket = target === 'bucket ' ? phrase`bucket ${call.text('bucketName')}` : words(target);
    const isSet = switches.some((key) => call.flag(`publicAccessBlockConfiguration.${key}`));
    if (off.length === 0 && !isSet) return phrase`blocking of public access to ${bucket} changed`;
    if (off.length === 0) return phrase`public access to ${bucket} blocked`;
    if (off.length === switches.length) return phrase`public access to ${bucket} no longer blocked`;
    return phrase`public access to ${bucket} blocked only in part`;
  };
}

/** Says where access logs go; a status without a target stops them. */
export const accessLogging: Describe = (call) => {
  const bucket = call.text('bucketName');
  const target = call.text('bucketLoggingStatus.loggingEnabled.targetBucket');
  if (target !== undefined) return phrase`access logs of bucket ${bucket} to ${target}`;
  const hasTarget = call.values('bucketLoggingStatus.loggingEnabled').length > 0;
  return phrase`access logging of bucket ${bucket} ${words(hasTarget ? 'changed' : 'stopped')}`;
};

/**
 * Says after how many days objects are deleted: by the rule that is in force and takes them first.
 */
export const expiry: Describe = (call) => {
  const days = call
    .values('lifecycleConfiguration.rule')
    .filter((rule) => textOf(valuesAt(rule, 'status')[0])?.toLowerCase() === 'enabled')
    .map((rule) => Number(textOf(valuesAt(rule, 'expiration.days')[0])))
    .filter((count) => count > 0);
  const first = Math.min(...days.slice(0, 1_000));
  if (days.length === 0) return undefined;
  const text = first === 1 ? '1 day' : `${first} days`;
  return phrase`objects of ${call.text('bucketName')} deleted after ${words(text)}`;
};
