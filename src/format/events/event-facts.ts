import { attributes } from '../../event/attributes.ts';
import { itemWords } from '../../event/describe-event.ts';
import { type CloudTrailEvent, eventNameOf, eventSourceOf, identityOf } from '../../event/event.ts';
import { withoutVersion } from '../../event/event-name.ts';
import { type Outcome, outcomeOf } from '../../event/outcome.ts';
import { mfaOf, personNameOf, principalOf } from '../../event/principal.ts';
import { resourcesOf } from '../../event/resources-and-what.ts';
import { serviceNameOf } from '../../event/services.ts';
import type { KnownAccounts } from '../../event/what/call.ts';
import type { EventRecord } from '../../query/event-record.ts';
import { formatTime } from '../text/format-time.ts';

/** A labelled fact about an event. */
export interface EventFact {
  readonly label: string;
  /** At least one raw text; each begins a new line. */
  readonly values: readonly string[];
  /** Set only on the fact that shows the outcome. */
  readonly outcome?: Outcome;
}

/**
 * Returns the facts that a reader wants to know first: when, what, where, who, from where, with
 * which credentials and program, and the outcome.
 */
export function eventFacts(
  record: EventRecord,
  options: {
    readonly zone: string;
    readonly known?: KnownAccounts;
    readonly next?: readonly EventFact[];
  },
): readonly EventFact[] {
  const { event } = record;
  const { zone, known, next = [] } = options;
  const facts: readonly EventFact[] = [
    { label: 'When', values: [`${formatTime(record.time, zone)} ${zone}`] },
    { label: 'What', values: whatLines(event, known) },
    { label: 'Where', values: whereOf(event) },
    { label: 'Who', values: whoOf(event) },
    { label: 'From', values: fromOf(event) },
    { label: 'With', values: withOf(event) },
    ...next,
    { label: 'Outcome', values: outcomeTexts(event), outcome: outcomeOf(event) },
    { label: 'Resources', values: firstResources(event) },
    { label: 'Event ID', values: [attributes['event-id'].show(event)] },
    { label: 'File', values: [placeOf(record)] },
  ];
  return facts
    .map((fact) => ({ ...fact, values: fact.values.filter(Boolean) }))
    .filter(({ values }) => values.length > 0);
}

function whatLines(event: CloudTrailEvent, known?: KnownAccounts): readonly string[] {
  const source = eventSourceOf(event);
  const recorded = eventNameOf(event);
  const name = withoutVersion(recorded);
  const named = name === recorded ? name : `${name} (recorded as ${recorded})`;
  const call = `${named} on ${serviceNameOf(source)} (${source})`;
  const { access, category, what } = attributes;
  return [
    what.show(event, known),
    source ? call : named,
    list([access.show(event), category.show(event)]),
  ];
}

function whereOf(event: CloudTrailEvent): readonly string[] {
  const account = attributes.account.show(event);
  return [list([event.awsRegion, account && `account ${account}`])];
}

function whoOf(event: CloudTrailEvent): readonly string[] {
  const { label, arn, account } = principalOf(event);
  const name = personNameOf(event);
  const named = name === undefined || name === label ? label : `${label} (${name})`;
  return [named, arn ?? (account ? `account ${account}` : '')];
}

function fromOf(event: CloudTrailEvent): readonly string[] {
  const invokedBy = identityOf(event)?.invokedBy;
  const service = invokedBy && invokedBy !== event.sourceIPAddress ? `through ${invokedBy}` : '';
  return [list([event.sourceIPAddress, service])];
}

function withOf(event: CloudTrailEvent): readonly string[] {
  const mfa = mfaOf(event);
  const key = identityOf(event)?.accessKeyId;
  const { credential } = principalOf(event);
  return [
    list([credential !== 'unknown' && credential, key && `key ${key}`, mfa && `MFA: ${mfa}`]),
    event.userAgent ?? '',
  ];
}

function outcomeTexts(event: CloudTrailEvent): readonly string[] {
  const { errorCode, errorMessage } = event;
  const details = errorCode || itemWords(event);
  return [`${outcomeOf(event)}${details ? `: ${details}` : ''}`, errorMessage ?? ''];
}

/** The rest can be read in the request and response. */
function firstResources(event: CloudTrailEvent): readonly string[] {
  const resources = resourcesOf(event);
  const shown = resources.slice(0, maxResources);
  const others = resources.length - shown.length;
  return others > 0 ? [...shown, `and ${others} more`] : shown;
}

const maxResources = 10;

function list(parts: readonly (string | false | null | undefined)[]): string {
  return parts.filter(Boolean).join(', ');
}

/** Event history pages are not stored anywhere, so a byte offset in them would be useless. */
function placeOf({ file, offset }: EventRecord): string {
  return file.startsWith('history:') ? file : `${file}, byte ${offset}`;
}
