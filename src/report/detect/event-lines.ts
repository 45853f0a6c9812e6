import type { Finding } from '../../detect/correlate/finding.ts';
import type { Detection } from '../../detect/detector.ts';
import type { Rule } from '../../detect/rule.ts';
import type { SessionFound } from '../../detect/sessions/find-in-sessions.ts';
import { foundText } from '../../detect/sessions/found-text.ts';
import { sessionRuleOf } from '../../detect/sessions/session-rules.ts';
import { type AttributeName, attributes } from '../../event/attributes.ts';
import type { KnownAccounts } from '../../event/what/call.ts';
import { csvRow } from '../../format/table/csv-row.ts';
import { formatTime } from '../../format/text/format-time.ts';
import { counted } from '../../format/text/numbers.ts';
import { forJson } from '../../format/text/sanitize.ts';
import { isoTime } from '../../iso-time.ts';
import { type EventRecord, recordIn } from '../../query/event-record.ts';

/** Options of events that are printed with the rules that they match. */
export interface EventLineOptions {
  readonly zone: string;
  readonly accounts: KnownAccounts;
  /** Masks the secrets in a record's text. */
  readonly redact: (json: string) => string;
}

/** The lines of a format: those before the first event, of an event, and of a correlation. */
export interface EventLines {
  readonly head: string;
  ofEvent(detection: Detection): string;
  ofFinding(finding: Finding, rule: Rule): string;
  /** Returns the line of a finding about sessions; `query` prints where they come from. */
  ofSession(found: SessionFound, query: string): string;
}

/**
 * Creates the lines of NDJSON: each event as it was read, with a member `detection` for the rule
 * that it matches, once for every such rule; and for a correlation, an object without an event.
 */
export function ndjsonLines({ redact }: Pick<EventLineOptions, 'redact'>): EventLines {
  return {
    head: '',
    ofEvent: ({ record, rules }) =>
      rules.map((rule) => withMember(redact(record.json), detectionOf(rule))).join(''),
    ofFinding: ({ group, first, last, count, measured, events }, rule) => {
      const finding = {
        group: redactedGroup(group, redact),
        first: isoTime(first),
        last: isoTime(last),
        count,
        measured: measured.atFirst,
        events: [...events.first, ...events.last].map(({ id, time, rules }) => {
          return { eventID: id.split('\n')[0], time: isoTime(time), rules };
        }),
      };
      return `${forJson(JSON.stringify({ detection: detectionOf(rule), finding }))}\n`;
    },
    ofSession: ({ name, who, account, value, sessions, events, first, last }, query) => {
      const finding = {
        ...{ who: redact(who), account, value: redact(value), sessions, count: events },
        ...{ first: isoTime(first), last: isoTime(last), query },
      };
      const detection = detectionOf(sessionRuleOf(name));
      return `${forJson(JSON.stringify({ detection, finding }))}\n`;
    },
  };
}

type NamedRule = Pick<Rule, 'name' | 'id' | 'title' | 'level' | 'tags'>;

function redactedGroup(group: Finding['group'], redact: EventLineOptions['redact']) {
  return Object.fromEntries(Object.entries(group).map(([field, value]) => [field, redact(value)]));
}

function detectionOf({ name, id, title, level, tags }: NamedRule) {
  return { rule: name, id: id ?? null, title, level, tags };
}

/** Returns the line of a JSON object with a member more at its end. */
function withMember(json: string, detection: ReturnType<typeof detectionOf>): string {
  const members = json.slice(0, json.lastIndexOf('}'));
  const comma = /^\s*\{\s*$/.test(members) ? '' : ',';
  const line = `${members}${comma}"detection":${JSON.stringify(detection)}}`;
  return `${forJson(line)}\n`;
}

const columns = [
  'event',
  'what',
  'principal',
  'source-ip',
  'region',
  'account',
  'outcome',
  'event-id',
] as const satisfies readonly AttributeName[];

/** Creates the lines of CSV: one for each event and each rule that it matches. */
export function csvLines({ zone, accounts, redact }: EventLineOptions): EventLines {
  const row = (time: number, { level, name, title, tags }: NamedRule, cells: readonly string[]) =>
    csvRow([formatTime(time, zone), level, name, title, ...cells, tags.join(' ')]);
  const cellsOf = ({ event, json, file }: EventRecord) => {
    const redacted = redact(json);
    const shown = redacted === json ? event : recordIn(redacted, file).event;
    return [...columns.map((name) => attributes[name].show(shown, accounts)), file];
  };
  return {
    head: csvRow(['time', 'level', 'rule', 'title', ...columns, 'file', 'tags']),
    ofEvent: ({ record, rules }) => {
      const cells = cellsOf(record);
      return rules.map((rule) => row(record.time, rule, cells)).join('');
    },
    ofFinding: ({ group, first, count }, rule) => {
      const values = Object.values(redactedGroup(group, redact));
      const what = [counted(count, 'event'), values.join(', ')].filter(Boolean).join(': ');
      return row(first, rule, ['', what, ...columns.slice(2).map(() => ''), '']);
    },
    ofSession: (found) => {
      const { name, who, address, account, first } = found;
      const cells = ['', foundText(found), who, address, '', account, '', '', ''].map(redact);
      return row(first, sessionRuleOf(name), cells);
    },
  };
}
