import type * as z from 'zod';
// Only the type is imported, so that code that only reads events does not load zod.
import type { eventSchema } from './event-schema.ts';

/** A parsed event; unknown fields are kept next to the typed ones. */
export type CloudTrailEvent = z.infer<typeof eventSchema>;

/** The caller of an event as CloudTrail records it. */
export type UserIdentity = Extract<CloudTrailEvent['userIdentity'], object>;

/** The session that temporary credentials belong to. */
export type SessionContext = Extract<UserIdentity['sessionContext'], object>;

/**
 * Returns when the event happened, in epoch milliseconds; for an aggregated event, the start of its
 * window. NaN when it has no valid time.
 */
export function timeOf(event: CloudTrailEvent): number {
  return Date.parse(event.eventTime ?? objectOf(event.timeWindow)?.windowStart ?? '');
}

/**
 * Returns the name of the API call; for an Insight event, the call that it is about; empty when it
 * has no name.
 */
export function eventNameOf(event: CloudTrailEvent): string {
  return event.eventName ?? insightOf(event)?.eventName ?? '';
}

/**
 * Returns the service as CloudTrail records it, such as `ec2.amazonaws.com`; empty when the event
 * has none.
 */
export function eventSourceOf(event: CloudTrailEvent): string {
  return event.eventSource ?? insightOf(event)?.eventSource ?? '';
}

/**
 * Returns the eventID (in aggregated events `eventId`), by which a second delivery is recognized.
 */
export function eventIdOf(event: CloudTrailEvent): string | undefined {
  return event.eventID || event.eventId || undefined;
}

/** Returns the caller, or undefined when the event has none or hides it. */
export function identityOf(event: CloudTrailEvent): UserIdentity | undefined {
  return objectOf(event.userIdentity);
}

/** Returns the caller's session, or undefined when the event has none or hides it. */
export function sessionContextOf(event: CloudTrailEvent): SessionContext | undefined {
  return objectOf(identityOf(event)?.sessionContext);
}

function insightOf(event: Pick<CloudTrailEvent, 'insightDetails'>) {
  return objectOf(event.insightDetails);
}

/**
 * Returns the object, or undefined where CloudTrail wrote a word such as
 * HIDDEN_DUE_TO_SECURITY_REASONS.
 */
function objectOf<T extends object>(value: T | string | null | undefined): T | undefined {
  return typeof value === 'object' && value !== null ? value : undefined;
}
