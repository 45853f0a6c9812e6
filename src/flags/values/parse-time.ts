import { DateTime } from 'luxon';
import { UsageError } from '../../errors.ts';
import { parseDuration } from './parse-duration.ts';
import { suggest } from './suggest.ts';

/**
 * A day, a month or an instant, in epoch milliseconds. The `from` and `to` of an instant are equal,
 * except for a time that clocks show twice when they are set back: then they are the first and the
 * second occurrence.
 */
export interface Moment {
  readonly kind: 'day' | 'month' | 'instant';
  readonly from: number;
  /** The first millisecond after it. */
  readonly to: number;
}

/** The clock and the zone that a typed time is relative to. */
export interface TimeContext {
  /** Epoch milliseconds. */
  readonly now: number;
  /** An IANA zone name. */
  readonly zone: string;
}

const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];
const time = /[t ] *(\d\d?:\d\d(?::\d\d(?:[.,]\d{1,9})?)?) *(z|[+-](?:0\d|1[0-4]):?[0-5]\d)?$/i;

/**
 * Parses a time: `2026-11-19` and `yesterday` are whole days of the zone, `2026-11` is a month;
 * `2026-11-19T08:00`, `monday 08:00`, `2h ago`, `now` and epoch seconds or milliseconds are
 * instants. A weekday is the latest one, today included; `last monday` is before today.
 *
 * Throws UsageError, whose message begins with `subject`.
 */
export function parseTime(text: string, context: TimeContext, subject: string): Moment {
  const typed = text.trim().toLowerCase();
  const now = DateTime.fromMillis(context.now, { zone: context.zone });
  const at = parseInstant(typed, now, subject);
  if (at) return instant(at);
  const [clockPart = '', clock, offset = ''] = time.exec(typed) ?? [];
  const dayPart = typed.slice(0, typed.length - clockPart.length);
  const day = parseDay(dayPart, now);
  if (!day || (clock && day.unit === 'month')) throw unreadable(text, dayPart, subject);
  const start = clock ? atTime(day.start, clock, offset) : day.start.startOf(day.unit);
  if (!start.isValid) {
    throw new UsageError(`${subject}: '${text}' does not exist in the calendar`);
  }
  if (clock) return offset === '' ? clockTime(start) : instant(start);
  // Where clocks skip midnight, that day begins at one o'clock, but the next one does not.
  const next = start.plus({ [day.unit]: 1 }).startOf(day.unit);
  return { kind: day.unit, from: clockTime(start).from, to: clockTime(next).from };
}

/** Parses times that are written without a date. */
function parseInstant(text: string, now: DateTime, subject: string): DateTime | undefined {
  if (text === 'now') return now;
  if (/^\d{10}$/.test(text)) return DateTime.fromSeconds(Number(text));
  if (/^\d{13}$/.test(text)) return DateTime.fromMillis(Number(text));
  if (!text.endsWith(' ago')) return undefined;
  return now.minus(parseDuration(text.slice(0, -' ago'.length), subject));
}

function parseDay(
  text: string,
  now: DateTime,
): { start: DateTime; unit: 'day' | 'month' } | undefined {
  const today = now.startOf('day');
  if (text === 'today') return { start: today, unit: 'day' };
  if (text === 'yesterday') return { start: today.minus({ days: 1 }), unit: 'day' };
  if (/^\d{4}-\d\d(-\d\d)?$/.test(text)) {
    const start = DateTime.fromISO(text, { zone: now.zone });
    return { start, unit: text.length === 'YYYY-MM'.length ? 'month' : 'day' };
  }
  const [, last, name = ''] = /^(last +)?([a-z]+)$/.exec(text) ?? [];
  const weekday = weekdays.indexOf(name) + 1;
  if (weekday === 0) return undefined;
  const daysBack = (today.weekday - weekday + 7) % 7;
  return { start: today.minus({ days: last && daysBack === 0 ? 7 : daysBack }), unit: 'day' };
}

function atTime(day: DateTime, clock: string, offset: string): DateTime {
  const padded = clock.replace(/^\d:/, '0$&');
  return DateTime.fromISO(`${day.toISODate()}T${padded}${offset}`, { zone: day.zone });
}

function instant(at: DateTime): Moment {
  return { kind: 'instant', from: at.toMillis(), to: at.toMillis() };
}

/** Returns when clocks show this time: twice when they are set back. */
function clockTime(at: DateTime): Moment {
  const times = at.getPossibleOffsets().map((possible) => possible.toMillis());
  return { kind: 'instant', from: Math.min(...times), to: Math.max(...times) };
}

function unreadable(text: string, dayPart: string, subject: string): UsageError {
  const meant = suggest(dayPart, ['today', 'yesterday', ...weekdays]);
  return new UsageError(
    `${subject}: cannot read the time '${text}'${meant}: expected a date or time such as ` +
      "2026-11-19, 2026-11-19T08:00, yesterday, 'monday 08:00' or '2h ago'",
  );
}
