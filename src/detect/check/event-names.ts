import { brotliDecompressSync } from 'node:zlib';
import { eventNamesFor, withoutVersion } from '../../event/event-name.ts';
import { nearMisses } from '../../event/near-misses.ts';
import { callTables } from '../../event/what/calls.ts';
import { packedNames } from './event-names-text.ts';

let unpacked: ReadonlyMap<string, string> | undefined;

/**
 * Returns the names of all events that are known, by their lower-case spelling: API calls of the
 * Service Authorization Reference, the calls of actions with other names, and events that are not
 * calls. New services may have others.
 */
function knownNames(): ReadonlyMap<string, string> {
  unpacked ??= new Map(
    [...listActions(), ...listDescribed(), ...ofS3].map((name) => [name.toLowerCase(), name]),
  );
  return unpacked;
}

/**
 * Events of S3 that are not named like an action or a call, or like an action that has other calls
 * (Amazon S3 User Guide, "Amazon S3 CloudTrail events").
 */
const ofS3 = [
  'CreateMultipartUpload',
  'DeleteBucketCors',
  'DeleteBucketTagging',
  'GetAccountPublicAccessBlock',
  'GetBucketObjectLockConfiguration',
  'GetBucketPublicAccessBlock',
  'PutAccountPublicAccessBlock',
  'PutBucketObjectLockConfiguration',
  'PutBucketPublicAccessBlock',
  'UploadPart',
  'UploadPartCopy',
];

/** Returns all names of events that are known. */
export function listEventNames(): readonly string[] {
  return [...knownNames().values()];
}

/**
 * Returns whether an event may have this name, in any case, and the names that may have been meant
 * when none has.
 */
export function lookUpEventName(name: string): {
  readonly isKnown: boolean;
  readonly meant: readonly string[];
} {
  const [, ...calls] = ofS3.some((own) => own.toLowerCase() === name.toLowerCase())
    ? []
    : eventNamesFor(name);
  if (calls.length > 0) return { isKnown: false, meant: calls };
  const isKnown = [name, withoutVersion(name)].some((one) => knownNames().has(one.toLowerCase()));
  return { isKnown, meant: isKnown ? [] : nearMisses(name, listEventNames(), 1) };
}

/** IAM's actions are the names of calls, with few exceptions. */
function listActions(): readonly string[] {
  const text = brotliDecompressSync(Buffer.from(packedNames(), 'base64')).toString();
  return text.split(' ').flatMap((group) => {
    const [verbs = '', object = ''] = group.split('/');
    return verbs.split('+').flatMap((verb) => eventNamesFor(verb + object));
  });
}

function listDescribed(): readonly string[] {
  return Object.values(callTables).flatMap((services) =>
    Object.values(services).flatMap((calls) => Object.keys(calls)),
  );
}
