/**
 * Makes templates from real events: 2,900 that Invictus Incident Response published (MIT), if they
 * are next to the project. They are read only when a corpus is made and are not part of the
 * project.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { compileEvent, type EventTemplate, type EventTemplates } from './event-template.ts';
import { slot } from './template.ts';

/** The fields of a real event that are read. All others are kept as they are. */
interface RealEvent {
  userIdentity: { type?: string; invokedBy?: string };
  eventTime: string;
  eventID: string;
  requestID?: string;
  eventSource: string;
  eventName: string;
  awsRegion: string;
  sourceIPAddress: string;
  recipientAccountId: string;
  sharedEventID?: string;
  errorCode?: string;
}

/** Where the real events may be, relative to the project's root. */
const places = ['../shared/data/invictus', '../../shared/data/invictus'];

/** Returns templates from the real events; undefined if they are not on this machine. */
export function readRealTemplates(): EventTemplates | undefined {
  const root = fileURLToPath(new URL('../..', import.meta.url));
  const folder = places.map((place) => join(root, place)).find((path) => existsSync(path));
  if (folder === undefined) return undefined;
  const events = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.json.gz'))
    .sort()
    .flatMap((name): RealEvent[] => {
      return JSON.parse(gunzipSync(readFileSync(join(folder, name))).toString()).Records;
    })
    // These events have their own share, whatever the templates are.
    .filter(({ eventName }) => eventName !== 'TerminateInstances');
  return {
    succeeded: events.filter(({ errorCode }) => errorCode === undefined).map(makeTemplate),
    failed: events.filter(({ errorCode }) => errorCode !== undefined).map(makeTemplate),
    skew: 1,
  };
}

function makeTemplate(event: RealEvent): EventTemplate {
  const { userIdentity, eventSource, sourceIPAddress } = event;
  const { type, invokedBy } = userIdentity;
  // Another caller could have made the call, unless a service made it on the caller's behalf.
  const open = (type === 'IAMUser' || type === 'AssumedRole') && invokedBy === undefined;
  const identity = generalize(JSON.stringify(userIdentity), event);
  const fromAddress = /^[\d.]+$/.test(sourceIPAddress);
  const rest = generalize(
    JSON.stringify({
      ...event,
      userIdentity: slot('identity'),
      eventTime: slot('time'),
      ...(fromAddress ? { sourceIPAddress: slot('address') } : {}),
    }),
    event,
  );
  const json = rest.replace(`"${slot('identity')}"`, open ? slot('identity') : identity);
  return compileEvent(json, { eventSource, anyCaller: false, ...(open ? { identity } : {}) });
}

const uuidPattern = /\b[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}\b/gi;

/** Replaces the values that differ from event to event with slots. */
function generalize(json: string, event: RealEvent): string {
  const { requestID = '', eventID, sharedEventID = '', recipientAccountId, awsRegion } = event;
  const fresh = [eventID, requestID, sharedEventID];
  const seen = new Map<string, number>();
  const numberOf = (text: string): number => {
    const number = seen.get(text) ?? seen.size;
    seen.set(text, number);
    return number;
  };
  let text = json;
  if (/^[A-Z\d]{16}$/.test(requestID)) text = text.replaceAll(requestID, slot('fresh-code'));
  return text
    .replace(uuidPattern, (id) => slot(fresh.includes(id) ? 'fresh-uuid' : 'uuid', numberOf(id)))
    .replace(
      /\b(AKIA|ASIA)([A-Z\d]{16})\b/g,
      (_, prefix: string, key: string) => prefix + slot('any-key', numberOf(key)),
    )
    .replace(
      /\b([a-z]{1,8})-([\da-f]{17})\b/g,
      (_, prefix: string, id: string) => `${prefix}-${slot('hex', numberOf(id))}`,
    )
    .replace(/"creationDate":"[^"]*"/g, `"creationDate":"${slot('session-start')}"`)
    .replaceAll(recipientAccountId, slot('account'))
    .replaceAll(awsRegion, slot('region'));
}
