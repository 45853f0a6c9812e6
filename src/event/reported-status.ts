/**
 * Reads reports of a service in its own words about how an operation ended, in events that have no
 * error code: in serviceEventDetails of the event with which it reports the end of an operation,
 * and in the response of a call.
 */
import type { CloudTrailEvent } from './event.ts';
import { deniedStatus, failedStatus, httpStatus } from './failure-words.ts';
import { isObject, ownProperty } from './own-property.ts';

/**
 * How an operation ended, in the words of a service; undefined when it says nothing that we know.
 */
export type ReportedStatus = 'ok' | 'denied' | 'failed' | undefined;

/**
 * Returns the status in serviceEventDetails: its own `state`, `status` or `statusType`, or one in
 * an object such as `result` or `createAccountStatus` (AWS Organizations User Guide, "Logging API
 * calls"; AWS Control Tower User Guide, "Lifecycle events"; Amazon Managed Grafana User Guide,
 * "Logging API calls using CloudTrail"; AWS Backup Developer Guide, "Logging API calls with
 * CloudTrail").
 */
export function statusOfDetails({ serviceEventDetails }: CloudTrailEvent): ReportedStatus {
  if (!isObject(serviceEventDetails)) return undefined;
  return worst([
    statusOf(serviceEventDetails),
    ...membersOf(serviceEventDetails).flatMap(([key, value]) => [
      statusOf(value),
      isStatus(key) ? wordFor(value) : undefined,
      ...membersOf(value).map(([inner, deeper]) =>
        isStatus(inner) ? statusOf(deeper) : undefined,
      ),
    ]),
  ]);
}

/**
 * Returns the status in a response: a `statusType`, also in `result`, or the state in an object
 * that is named as a status (`createAccountStatus.state`). Other states in responses are those of
 * resources.
 */
export function statusOfResponse({ responseElements }: CloudTrailEvent): ReportedStatus {
  if (!isObject(responseElements)) return undefined;
  return worst([
    wordFor(ownProperty(responseElements, 'statusType')),
    wordFor(ownProperty(ownProperty(responseElements, 'result'), 'statusType')),
    ...membersOf(responseElements).map(([key, value]) =>
      isStatus(key) ? statusOf(value) : undefined,
    ),
  ]);
}

function membersOf(value: unknown): readonly [key: string, value: unknown][] {
  return isObject(value) ? Object.entries(value).slice(0, maxMembers) : [];
}

/** Details have fewer members: more would only cost time. */
const maxMembers = 50;

function isStatus(key: string): boolean {
  return /(?:status|result)$/i.test(key);
}

function statusOf(details: unknown): ReportedStatus {
  if (!isObject(details)) return undefined;
  const words = worst(
    ['state', 'status', 'statusType', 'State', 'Status'].map((key) =>
      wordFor(ownProperty(details, key)),
    ),
  );
  return words ?? statusOfCode(ownProperty(details, httpStatus));
}

function worst(all: readonly ReportedStatus[]): ReportedStatus {
  return (['denied', 'failed', 'ok'] as const).find((status) => all.includes(status));
}

function wordFor(value: unknown): ReportedStatus {
  if (typeof value !== 'string' || value.length > longestWord) return undefined;
  if (succeeded.test(value)) return 'ok';
  if (deniedStatus.test(value)) return 'denied';
  return failedStatus.test(value) ? 'failed' : undefined;
}

const longestWord = 100;
const succeeded = /^(?:succe(?:ss|ssful|eded)|ok|completed?)$/i;

/** Returns the status of an HTTP status code, as a number or a text. */
export function statusOfCode(code: unknown): ReportedStatus {
  const text = typeof code === 'number' ? String(code) : code;
  if (typeof text !== 'string') return undefined;
  if (/^2\d\d$/.test(text)) return 'ok';
  if (text === '403') return 'denied';
  return /^[45]\d\d$/.test(text) ? 'failed' : undefined;
}
