import type * as z from 'zod';
// The type alone: whoever only reads events does not wait for zod to load.
import type { eventSchema } from './event-schema.ts';

/** A parsed event; unknown fields are kept beside the typed ones. */
export type CloudTrailEvent = z.infer<typeof eventSchema>;

/** The caller of an event as CloudTrail records it. */
export type UserIdentity = Extract<CloudTrailEvent['userIdentity'], object>;

/** The session that temporary credentials belong to. */
export type SessionContext = Extract<UserIdentity['sessionContext'], object>;

/** When the event happened, in epoch milliseconds; of an aggregated event, when its window starts. */
export function timeOf(event: CloudTrailEvent): number {
  return Date.parse(event.eventTime ?? objectOf(event.timeWindow)?.windowStart ?? '');
}

/** The API call's name; of an Insight event, the call that it is about; empty when there is none. */
export function eventNameOf(event: CloudTrailEvent): string {
  return event.eventName ?? insightOf(event)?.eventName ?? '';
}

/** The service as CloudTrail records it, such as `ec2.amazonaws.com`; empty when there is none. */
export function eventSourceOf(event: CloudTrailEvent): string {
  return event.eventSource ?? insightOf(event)?.eventSource ?? '';
}

/** The eventID (in aggregated events `eventId`), by which a second delivery is recognized. */
export function eventIdOf(event: CloudTrailEvent): string | undefined {
  return event.eventID || event.eventId || undefined;
}

/** The caller, or undefined when the event has none or hides it. */
export function identityOf(event: CloudTrailEvent): UserIdentity | undefined {
  return objectOf(event.userIdentity);
}

/** The caller's session, or undefined when there is none or it is hidden. */
export function sessionContextOf(event: CloudTrailEvent): SessionContext | undefined {
  return objectOf(identityOf(event)?.sessionContext);
}

function insightOf(event: Pick<CloudTrailEvent, 'insightDetails'>) {
  return objectOf(event.insightDetails);
}

/** The object, or undefined where CloudTrail wrote a word such as HIDDEN_DUE_TO_SECURITY_REASONS. */
function objectOf<T extends object>(value: T | string | null | undefined): T | undefined {
  return typeof value === 'object' && value !== null ? value : undefined;
}
