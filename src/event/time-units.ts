/** A span of time by the clock or the calendar, as an attribute shows it. */
export type TimeUnit = 'hour' | 'day' | 'month' | 'weekday';

/** The span in which a time lies that begins as `2026-11-19 08:00`; empty for an empty text. */
export const timeUnits: Readonly<Record<TimeUnit, (time: string) => string>> = {
  hour: (time) => time && `${time.slice(0, 13)}:00`,
  day: (time) => time.slice(0, 10),
  month: (time) => time.slice(0, 7),
  weekday: (time) => time && (weekdays[new Date(time.slice(0, 10)).getUTCDay()] ?? ''),
};

const weekdays = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

/** Whether the name is one of an attribute that shows a span of time. */
export function isTimeUnit(name: string): name is TimeUnit {
  return Object.hasOwn(timeUnits, name);
}
