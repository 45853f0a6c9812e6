import { type CloudTrailEvent, eventNameOf } from './event.ts';

/** Whether a call only reads or may change something. */
export type Access = (typeof accesses)[number];

/** Both kinds of access, for help and completion. */
export const accesses = ['read', 'write'] as const;

/**
 * Returns the access according to the event's readOnly field, or, where it has none (records before
 * version 1.01, Insight and aggregated events), according to its name. A name that does not show it
 * counts as `write`.
 *
 * This follows CloudTrail's own view: ConsoleLogin is a write, and sts:AssumeRole, kms:Decrypt and
 * kms:GenerateDataKey are reads.
 */
export function accessOf(event: CloudTrailEvent): Access {
  const { readOnly } = event;
  if (typeof readOnly === 'boolean') return readOnly ? 'read' : 'write';
  switch (readOnly?.toLowerCase()) {
    case 'true':
      return 'read';
    case 'false':
      return 'write';
    default:
      return readVerb.test(eventNameOf(event)) ? 'read' : 'write';
  }
}

/** The first words of names that CloudTrail records as read-only. */
const readVerb =
  /^(?:Assume|BatchDescribe|BatchGet|BatchList|Decrypt|Describe|Download|Encrypt|Estimate|GenerateDataKey|GenerateMac|GenerateRandom|Get|Head|List|Lookup|Preview|Query|ReEncrypt|Read|Scan|Search|Select|Sign|Simulate|Test|TransactGet|Validate|Verify|View)(?![a-z])/;
