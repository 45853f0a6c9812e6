import { jsonText } from '../../../format/text/json-text.ts';
import { forJson } from '../../../format/text/sanitize.ts';
import { isoTime } from '../../../iso-time.ts';
import type { RankedSessions, SessionRow } from '../session-row.ts';

/**
 * Renders one JSON object per line and session, with times in ISO 8601 and null for what is not
 * known. The sessions that were left out are one object, such as `{"others":7,"events":12,…}`.
 */
export function* renderNdjson(sessions: RankedSessions): Generator<string> {
  for (const object of objectsOf(sessions)) yield `${object}\n`;
}

/** Renders the same objects as one array, one object per line. */
export function* renderJson(sessions: RankedSessions): Generator<string> {
  let before = '[\n';
  for (const object of objectsOf(sessions)) {
    yield before + object;
    before = ',\n';
  }
  yield before === ',\n' ? '\n]\n' : '[]\n';
}

function* objectsOf({ rows, others }: RankedSessions): Generator<string> {
  for (const row of rows) yield forJson(jsonText(objectOf(row)));
  if (!others) return;
  const { sessions, start, end, ...counts } = others;
  yield jsonText({ others: sessions, start: timeOf(start), end: timeOf(end), ...counts });
}

function objectOf({ id: _, start, end, handle, account, began, ...row }: SessionRow): object {
  return {
    person: row.person,
    name: row.name,
    kind: row.kind,
    account: account || null,
    start: timeOf(start),
    end: timeOf(end),
    events: row.events,
    writes: row.writes,
    denied: row.denied,
    failed: row.failed,
    addresses: row.addresses,
    address: row.address || null,
    programs: row.programs,
    program: row.program || null,
    began: { ...began, event: began.event || null },
    key: handle || null,
  };
}

function timeOf(seconds: number): string | null {
  return seconds === 0 ? null : isoTime(seconds * 1000);
}
