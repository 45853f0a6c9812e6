import { type CloudTrailEvent, eventNameOf, eventSourceOf } from '../event.ts';
import { withoutDate } from '../event-name.ts';
import { failedItemsOf, failureCount } from '../failed-items.ts';
import { outcomeOf } from '../outcome.ts';
import { ownText } from '../own-property.ts';
import { serviceNameOf, servicePrefixOf } from '../services.ts';
import { createCall, type KnownAccounts } from './call.ts';
import { wordsOf } from './call-words.ts';
import { describeOf } from './calls.ts';
import { fitPhrase } from './fit-phrase.ts';
import { type Phrase, phrase, words } from './phrase.ts';
import { plainForm } from './plain-form.ts';

/** The longest text, in terminal columns. */
const maxColumns = 60;

/**
 * Returns what a call did, or with `denied: ` or `failed: ` what it tried to do, in at most 60
 * terminal columns: `AdministratorAccess → alice`, `0.0.0.0/0 → tcp 22 of sg-1`, and for calls
 * without a description of their own `instances described`. It says only what the event says; names
 * are cut in the middle where they are too long. Empty when the event has no name.
 *
 * Accounts that are neither the event's own nor known are marked `(foreign)`. The text is as
 * hostile as the event.
 */
export function whatOf(event: CloudTrailEvent, known: KnownAccounts = new Set()): string {
  const said = sayWhat(event, known);
  if (!said) return '';
  return fitPhrase([...words(attemptOf(event)), ...said, ...words(partOf(event))], maxColumns);
}

/** Returns `denied: ` or `failed: ` for a call that did nothing; empty for any other event. */
function attemptOf(event: CloudTrailEvent): string {
  const outcome = outcomeOf(event);
  return outcome === 'ok' ? '' : `${outcome}: `;
}

/** Returns `: 1 of 2 failed` for a batch call that succeeded in part; empty for any other event. */
function partOf(event: CloudTrailEvent): string {
  const items = failedItemsOf(event);
  return items && items.failed !== items.total ? `: ${failureCount(items)}` : '';
}

/** Insight and aggregated events are about many calls; both have no eventName of their own. */
function sayWhat(event: CloudTrailEvent, known: KnownAccounts): Phrase | undefined {
  const { eventName } = event;
  if (!eventName) return insightPhrase(event) ?? aggregatePhrase(event);
  const describe = describeOf(servicePrefixOf(eventSourceOf(event)), withoutDate(eventName));
  const call = createCall(event, known);
  return describe?.(call) ?? plainForm(call);
}

function insightPhrase(event: CloudTrailEvent): Phrase | undefined {
  const name = eventNameOf(event);
  const state = ownText(event.insightDetails, 'state')?.toLowerCase();
  const ending = state === 'start' || state === 'end' ? `, ${state}` : '';
  return name ? phrase`unusual activity: ${wordsOf(name)}${words(ending)}` : undefined;
}

function aggregatePhrase(event: CloudTrailEvent): Phrase | undefined {
  const source = eventSourceOf(event);
  return source ? phrase`calls to ${serviceNameOf(source)} aggregated` : undefined;
}
