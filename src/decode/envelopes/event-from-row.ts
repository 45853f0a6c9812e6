import { canonicalEvent } from '../../event/spelling/canonical-event.ts';
import { pathOfName, plainName, recordLevel } from '../../event/spelling/levels.ts';

/**
 * Builds an event from a row of a table: the console's CSV download, results of Athena, CloudTrail
 * Lake and CloudWatch Logs Insights. Columns are recognized by their names in any spelling
 * (`Event time`, `eventtime`, `event_time`); `useridentity.arn` sets a member. Unknown and empty
 * columns are left out, so the event has only the fields that the table has. A column that holds
 * whole events as JSON is returned as it is.
 */
export function eventFromRow(row: ReadonlyMap<string, string>): object | string {
  const cells: [string, string][] = [];
  let whole: string | undefined;
  for (const [name, cell] of row) {
    if (absent.has(cell)) continue;
    if (wholeEvents.has(plainName(name))) whole ??= cell;
    else if (pathOfName(recordLevel, name)) cells.push([name, cell]);
  }
  if (whole !== undefined && (cells.length === 0 || /^\s*[{[]/.test(whole))) return whole;
  return canonicalEvent(Object.fromEntries(cells));
}

/** Whether a row has columns of events. */
export function hasEventColumns(row: ReadonlyMap<string, string>): boolean {
  return [...row.keys()].some(isEventColumn);
}

/** Whether a column with this name holds events, or values of theirs. */
export function isEventColumn(name: string): boolean {
  return wholeEvents.has(plainName(name)) || pathOfName(recordLevel, name) !== undefined;
}

/** The cells with which the console, Athena and Lake express a missing value. */
const absent = new Set(['', '-', 'null', 'NULL']);

/**
 * Columns with whole events: Lake's eventData, exports of log groups, `@message` of log queries.
 */
const wholeEvents = new Set(['eventdata', 'eventjson', 'cloudtrailevent', 'message']);
