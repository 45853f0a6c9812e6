/** Makes filters: the arguments, and what they select as the documents have it. */
import { canonicalText } from './json-text.ts';
import type { MadeEvent } from './made-record.ts';
import { both, named, type Passes, textAt, type Verdict } from './naive-filters.ts';

/** A filter; `text` is the JSON text of the record. */
export interface FuzzFilter {
  readonly args: readonly string[];
  readonly passes: (event: MadeEvent, text: string | undefined) => Verdict;
}

/** Values of a flag; each is a text in a field of its own. */
export function flag(
  name: string,
  patterns: string,
  read: (event: MadeEvent) => string,
): FuzzFilter {
  const test = named(...patterns.split(','));
  return { args: [name, patterns], passes: (event) => test(read(event)) };
}

/** The same for values that are excluded. */
export function excluding(
  name: string,
  patterns: string,
  read: (event: MadeEvent) => string,
): FuzzFilter {
  const test = named(...patterns.split(','));
  return { args: [name, `!${patterns}`], passes: (event) => !test(read(event)) };
}

/** A pattern of --where. */
export function where(pattern: string, passes: Passes): FuzzFilter {
  return { args: ['--where', pattern], passes };
}

/** A regular expression that RE2 and JavaScript read alike. */
export function grep(source: string, flags = ''): FuzzFilter {
  const expression = new RegExp(source, `u${flags}`);
  return {
    args: ['--grep', flags ? `(?${flags})${source}` : source],
    // The number of a record may be written in a way that no one else would.
    passes: (event, text) => {
      const verdict = expression.test(JSON.stringify(event));
      if (text === undefined) return undefined;
      return expression.test(canonicalText(text)) === verdict ? verdict : undefined;
    },
  };
}

/** Insight and aggregated events have their service and API elsewhere. */
export function ofCalls(filter: FuzzFilter): FuzzFilter {
  return {
    args: filter.args,
    passes: (event, text) => (isCall(event) ? filter.passes(event, text) : undefined),
  };
}

function isCall(event: MadeEvent): boolean {
  return textAt(event, 'eventName') !== '';
}

/** The first part of the eventSource. */
export function serviceOf(event: MadeEvent): string {
  return textAt(event, 'eventSource').replace('.amazonaws.com', '');
}

/** The name of an event: Insight events have a prefix, versions are left out. */
function eventOf(event: MadeEvent): string {
  const inner = textAt(event, 'insightDetails', 'eventName');
  if (inner !== '') return `Insight:${inner}`;
  return textAt(event, 'eventName').replace(/20\d{6}$/, '');
}

/** Whether the user, or the session of a role, is alice. */
export function userOf(event: MadeEvent): Verdict {
  const type = textAt(event, 'userIdentity', 'type');
  if (type === 'IAMUser') return textAt(event, 'userIdentity', 'userName') === 'alice';
  if (type === 'AssumedRole') return textAt(event, 'userIdentity', 'arn').endsWith('/alice');
  return false;
}

function outcomeOf(event: MadeEvent): string | undefined {
  if (!isCall(event)) return undefined;
  const code = textAt(event, 'errorCode');
  if (code === '') return 'ok';
  return /AccessDenied|Unauthorized/.test(code) ? 'denied' : 'failed';
}

/** Outcomes, which the made-up error codes decide. */
export function outcome(value: string): FuzzFilter {
  const values = value.split(',');
  return {
    args: ['--outcome', value],
    passes: (event) => {
      const found = outcomeOf(event);
      return found === undefined ? undefined : values.includes(found);
    },
  };
}

/** Calls that only read, or do not; open where the record does not say. */
export function access(name: '--reads' | '--writes'): FuzzFilter {
  return {
    args: [name],
    passes: ({ readOnly }) => {
      const isRead = String(readOnly) === 'true';
      if (!isRead && String(readOnly) !== 'false') return undefined;
      return isRead === (name === '--reads');
    },
  };
}

/** Times from one instant to before another. */
export function time(args: readonly string[], from: string, to: string): FuzzFilter {
  return {
    args,
    passes: ({ eventTime }) => {
      if (typeof eventTime !== 'string') return undefined;
      const at = Date.parse(eventTime);
      return at >= Date.parse(from) && at < Date.parse(to);
    },
  };
}

/** Addresses, networks and services. */
export function sourceIn(args: string, test: (address: string) => boolean): FuzzFilter {
  return { args: ['--source-ip', args], passes: (event) => test(textAt(event, 'sourceIPAddress')) };
}

/** A category; open where the record does not say. */
export function category(value: string, recorded: string): FuzzFilter {
  return {
    args: ['--category', value],
    passes: (event) => {
      const found = textAt(event, 'eventCategory');
      return found === '' ? undefined : found === recorded;
    },
  };
}

/** An event that names no account has that of other fields, which the documents leave open. */
export function account(args: string, test: (account: string) => boolean): FuzzFilter {
  return {
    args: ['--account', args],
    passes: (event) => {
      const found = textAt(event, 'recipientAccountId');
      return found === '' ? undefined : test(found);
    },
  };
}

/** Several flags, which must all match. */
export function all(...filters: readonly FuzzFilter[]): FuzzFilter {
  return {
    args: filters.flatMap(({ args }) => args),
    passes: (event, text) =>
      both(
        ...filters.map(
          ({ passes }) =>
            (each: MadeEvent) =>
              passes(each, text),
        ),
      )(event),
  };
}

/** Whether the name of an event passes; aggregated events have none. */
export function isEventKnown(event: MadeEvent, test: (name: string) => boolean): Verdict {
  const found = eventOf(event);
  return found === '' ? undefined : test(found);
}
