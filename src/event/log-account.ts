/**
 * The account whose log file an event was found in. It stands in for recipientAccountId, which
 * records before version 1.02 and some events of services do not have. It is kept beside the event,
 * because a record is printed as it was read.
 */
import type { CloudTrailEvent } from './event.ts';

const accounts = new WeakMap<CloudTrailEvent, string>();

/** Notes in which log file an event was found, and returns the event. */
export function foundIn<Event extends CloudTrailEvent>(event: Event, file: string): Event {
  if (event.recipientAccountId) return event;
  const account = accountOfFile(file);
  if (account !== undefined) accounts.set(event, account);
  return event;
}

/** Returns the account of the log file; undefined when its name does not show it. */
export function logAccountOf(event: CloudTrailEvent): string | undefined {
  return accounts.get(event);
}

/**
 * Returns the account in the name of a log file, or in the path below `AWSLogs/` (CloudTrail User
 * Guide, "Finding your CloudTrail log files"); undefined when there is none.
 */
function accountOfFile(file: string): string | undefined {
  if (file !== lastFile) {
    lastFile = file;
    lastAccount = inName.exec(file)?.[1] ?? inFolder.exec(file)?.[1];
  }
  return lastAccount;
}

/** Events of one file follow each other. */
let lastFile = '';
let lastAccount: string | undefined;

const inName = /(?:^|[/\\])(\d{12})_CloudTrail(?:-\w+)?_[^/\\]+$/;
const inFolder = /(?:^|[/\\])AWSLogs[/\\](?:o-[a-z\d]+[/\\])?(\d{12})[/\\]/;
