import * as z from 'zod';
import type { CloudTrailEvent } from './event.ts';
import { isObject } from './own-property.ts';

/**
 * The CloudTrail record contents as AWS documents them (CloudTrail User Guide, "CloudTrail record
 * contents" and "CloudTrail userIdentity element"), versions 1.0 to 1.11.
 *
 * Objects are loose: fields that AWS adds later are kept. Only the fields that make a record an
 * event are required; the contents of requestParameters and similar fields may have any shape,
 * because their types vary from call to call.
 */

const text = z.string().nullish();
/** A value whose type varies from call to call. */
const anything = z.unknown().optional();
const flag = z.union([z.boolean(), z.string()]).nullish();
/** An object for which CloudTrail may write HIDDEN_DUE_TO_SECURITY_REASONS instead. */
const hideable = <T extends z.ZodType>(shape: T) => z.union([shape, z.string()]).nullish();

const sessionContextSchema = z.looseObject({
  attributes: hideable(z.looseObject({ mfaAuthenticated: flag, creationDate: text })),
  sessionIssuer: hideable(
    z.looseObject({ type: text, principalId: text, arn: text, accountId: text, userName: text }),
  ),
  webIdFederationData: anything,
  sourceIdentity: text,
  ec2RoleDelivery: text,
  assumedRoot: flag,
});

const userIdentitySchema = z.looseObject({
  type: text,
  principalId: text,
  arn: text,
  accountId: text,
  accessKeyId: text,
  userName: text,
  invokedBy: text,
  identityProvider: text,
  credentialId: text,
  sessionContext: hideable(sessionContextSchema),
  onBehalfOf: hideable(z.looseObject({ userId: text, identityStoreArn: text })),
  inScopeOf: anything,
});

const resourceSchema = z.looseObject({
  ARN: text,
  arn: text,
  ARNPrefix: text,
  accountId: text,
  type: text,
});

const isoTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)$/;

const instant = z.string().refine((value) => isoTime.test(value) && isOnCalendar(value), {
  error: 'expected an ISO 8601 time such as 2026-11-19T08:00:00Z',
});

/** Returns whether the day exists: Date.parse reads 30 February as 2 March. */
function isOnCalendar(time: string): boolean {
  if (Number.isNaN(Date.parse(time))) return false;
  const day = Number(time.slice(8, 10));
  if (day <= 28) return true;
  const lastDay = new Date(Date.UTC(Number(time.slice(0, 4)), Number(time.slice(5, 7)), 0));
  return day <= lastDay.getUTCDate();
}

/**
 * One CloudTrail event of any category.
 *
 * Three kinds differ in their fields: Insight events name the API call inside `insightDetails` and
 * have no caller; Aggregated events summarize many calls, with a `timeWindow` instead of an
 * `eventTime`; all other events have `eventTime`, `eventSource` and `eventName`.
 */
export const eventSchema = z
  .looseObject({
    eventVersion: text,
    eventTime: instant.nullish(),
    eventSource: text,
    eventName: text,
    eventID: text,
    eventType: text,
    eventCategory: text,
    awsRegion: text,
    userIdentity: hideable(userIdentitySchema),
    sourceIPAddress: text,
    userAgent: text,
    errorCode: text,
    errorMessage: text,
    requestID: text,
    sharedEventID: text,
    recipientAccountId: text,
    requestParameters: anything,
    responseElements: anything,
    additionalEventData: anything,
    serviceEventDetails: anything,
    insightDetails: hideable(z.looseObject({ eventSource: text, eventName: text, state: text })),
    resources: z.union([z.array(resourceSchema), z.string()]).nullish(),
    readOnly: flag,
    managementEvent: flag,
    apiVersion: text,
    vpcEndpointId: text,
    vpcEndpointAccountId: text,
    tlsDetails: anything,
    edgeDeviceDetails: anything,
    addendum: anything,
    sessionCredentialFromConsole: flag,
    eventContext: anything,
    // Aggregated events only (User Guide, "CloudTrail record contents for aggregated events").
    eventId: text,
    accountId: text,
    timeWindow: hideable(z.looseObject({ windowStart: instant, windowEnd: text })),
    summary: anything,
  })
  .check(({ value: event, issues }) => {
    const missing = (path: string) =>
      issues.push({
        code: 'custom',
        path: path.split('.'),
        message: 'expected a string, found nothing',
        input: event,
      });
    if (!isObject(event.timeWindow) && !event.eventTime) missing('eventTime');
    const isInsight = isObject(event.insightDetails);
    if (!event.eventSource && !isInsight) missing('eventSource');
    if (!event.eventName && !isInsight && event.eventCategory !== 'Aggregated') {
      missing('eventName');
    }
  }) satisfies z.ZodType<CloudTrailEvent>;
