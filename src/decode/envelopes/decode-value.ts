import { eventSchema } from '../../event/event-schema.ts';
import { canonicalEvent } from '../../event/spelling/canonical-event.ts';
import { createEventRecord } from '../../query/event-record.ts';
import type { Decoded } from '../decoded.ts';
import { compactJson } from './compact-json.ts';
import { describeIssue } from './describe-issue.ts';
import { unwrap } from './unwrap.ts';

/** A parsed JSON value, its text, and where it was found in the file. */
export interface FoundValue {
  readonly value: unknown;
  readonly text: string;
  readonly offset: number;
}

/**
 * Yields the events in a value, taken out of their envelopes and validated, and reports anything
 * else that it contains.
 */
export function* decodeValue(file: string, found: FoundValue): Generator<Decoded, void> {
  const { offset } = found;
  for (const inner of unwrap(found.value, found.text)) {
    if (inner.kind === 'malformed') {
      yield { kind: 'damage', offset, reason: inner.reason, record: true };
    } else if (inner.kind === 'foreign') {
      yield inner;
    } else {
      // zod returns a copy; this keeps keys such as `__proto__`.
      const event = canonicalEvent(inner.value);
      const parsed = eventSchema.safeParse(event);
      if (parsed.success) {
        const json = compactJson(inner.json() ?? JSON.stringify(inner.value));
        const isRespelled = event !== inner.value;
        const record = createEventRecord({ event, json, isRespelled, file, offset });
        yield { kind: 'event', record };
      } else {
        const reason = `not a CloudTrail event: ${describeIssue(parsed.error.issues)}`;
        yield { kind: 'damage', offset, reason, record: true };
      }
    }
  }
}
