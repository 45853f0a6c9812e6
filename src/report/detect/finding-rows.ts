import { compareTexts } from '../../compare-texts.ts';
import type { Finding } from '../../detect/correlate/finding.ts';
import type { Hit, KeptEvent } from '../../detect/hits.ts';
import type { CorrelationRule } from '../../detect/rule.ts';
import type { SessionFound } from '../../detect/sessions/find-in-sessions.ts';
import { foundText } from '../../detect/sessions/found-text.ts';
import { sessionRuleOf } from '../../detect/sessions/session-rules.ts';
import { type AttributeName, attributes } from '../../event/attributes.ts';
import { isAccountId } from '../../event/event.ts';
import { lastPartOf } from '../../event/resources/arn.ts';
import type { KnownAccounts } from '../../event/what/call.ts';
import type { Word } from '../../filter/flags-of.ts';
import { duration } from '../../format/text/numbers.ts';
import { recordIn } from '../../query/event-record.ts';
import type { FindingRow } from './detection-report.ts';
import { correlationLine, identityLine, type LineContext, whoLine } from './finding-lines.ts';
import { isoSecond } from './iso-second.ts';
import { severity } from './severity.ts';

/** A finding, and its first event when it is not described yet. */
export type UndescribedRow = FindingRow & { readonly firstEvent?: KeptEvent | undefined };

/** Returns the finding that consists of the matches of a rule by one identity. */
export function hitRow(
  { rule, who, events, first, last, firstEvent }: Hit,
  context: LineContext,
): UndescribedRow {
  const { level, name, title, tags } = rule;
  return {
    ...{ level, rule: name, title, kind: 'event', who },
    ...noDetails,
    what: title,
    firstEvent,
    ...{ tags, events, first: isoSecond(first), last: isoSecond(last) },
    query: identityLine(name, who, context),
  };
}

/** The details of a finding whose first event was not kept, or is not described. */
const noDetails = { outcome: '', account: '', region: '', address: '', eventId: '', file: '' };

/** How findings are described by their first events. */
export interface Describing {
  /** The accounts that are not foreign. */
  readonly accounts: KnownAccounts;
  /** Masks the secrets in a record's text. */
  readonly redact: (json: string) => string;
}

/** Returns the finding with what its first event says, if that was kept. */
export function describeRow(
  { firstEvent, ...row }: UndescribedRow,
  { accounts, redact }: Describing,
): FindingRow {
  if (!firstEvent) return row;
  const { event } = recordIn(redact(firstEvent.json), firstEvent.file);
  const show = (name: AttributeName) => attributes[name].show(event, accounts);
  return {
    ...row,
    what: show('what') || row.what,
    outcome: show('outcome'),
    account: show('account'),
    region: show('region'),
    address: show('source-ip'),
    eventId: show('event-id'),
    file: firstEvent.file,
  };
}

/** Returns the finding of a correlation. */
export function correlationRow(
  rule: CorrelationRule,
  { group, first, last, count, events }: Finding,
  context: LineContext,
): FindingRow {
  const { level, name, title, tags } = rule;
  const seconds = (last - first) / 1000;
  return {
    ...{ level, rule: name, title, kind: 'correlation', who: groupText(group) },
    what: seconds === 0 ? title : `${title}, in ${duration(seconds)}`,
    ...noDetails,
    account: accountIn(group),
    // The key of an event is its ID and its name.
    eventId: events.first[0]?.id.split('\n')[0] ?? '',
    ...{ tags, events: count, first: isoSecond(first), last: isoSecond(last) },
    query: correlationLine(rule, group, context),
  };
}

/** Returns the finding about sessions. */
export function sessionRow(found: SessionFound, whoWords: readonly Word[]): FindingRow {
  const { who, account, address, events, first, last } = found;
  const { level, name, title, tags } = sessionRuleOf(found.name);
  return {
    ...{ level, rule: name, title, kind: 'session', who, what: foundText(found) },
    ...{ ...noDetails, account, address, tags, events },
    ...{ first: isoSecond(first), last: isoSecond(last) },
    query: whoLine(found, whoWords),
  };
}

/**
 * Returns the values that the events of a correlation have in common: names instead of ARNs, and
 * accounts only if there is nothing else.
 */
function groupText(group: Finding['group']): string {
  const values = Object.values(group);
  const others = values.filter((value) => !isAccountId(value));
  return (others.length > 0 ? others : values)
    .map((value) => (value.startsWith('arn:') ? lastPartOf(value) : value))
    .join(', ');
}

/** Returns the account that a correlation is about, or that its caller's ARN names. */
function accountIn(group: Finding['group']): string {
  const values = Object.values(group);
  const [, , , , inArn = ''] = values.find((value) => value.startsWith('arn:'))?.split(':') ?? [];
  return values.find(isAccountId) ?? inArn;
}

/**
 * Sorts findings: by level, and within a level one of each rule before the second of any, so that a
 * rule that matches often does not hide the others.
 */
export function worstFirst(rows: readonly UndescribedRow[]): readonly UndescribedRow[] {
  const seen = new Map<string, number>();
  const placed = rows
    .toSorted((a, b) => compareTexts(a.first, b.first) || compareTexts(a.who, b.who))
    .map((row) => {
      const place = seen.get(row.rule) ?? 0;
      seen.set(row.rule, place + 1);
      return { row, place };
    });
  return placed
    .toSorted((a, b) => severity(b.row) - severity(a.row) || a.place - b.place)
    .map(({ row }) => row);
}
