/** A unit of the clock or the calendar by which an attribute groups times. */
export type TimeUnit = 'hour' | 'day' | 'month' | 'weekday';

/**
 * Functions that return the hour, day, month or weekday of a time that begins like
 * `2026-11-19 08:00`; empty for an empty text.
 */
export const timeUnits: Readonly<Record<TimeUnit, (time: string) => string>> = {
  hour: (time) => time && `${time.slice(0, 13)}:00`,
  day: (time) => time.slice(0, 10),
  month: (time) => time.slice(0, 7),
  weekday: (time) => time && (weekdays[new Date(time.slice(0, 10)).getUTCDay()] ?? ''),
};

const weekdays = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

/** Returns whether the name is a time unit, and so an attribute that shows one. */
export function isTimeUnit(name: string): name is TimeUnit {
  return Object.hasOwn(timeUnits, name);
}
