import type { TimeText } from '../verdict.ts';

/** Shows times one after the other, without the day if it is that of the time before. */
export interface ShortClock {
  /** Returns `2026-11-18 02:18:03` or `02:18:03`; empty for null. */
  show(iso: string | null): string;
  /** Returns a span: `02:18:03 – 02:19:30`, or one time if both are the same. */
  span(first: string | null, last: string | null): string;
}

/** Creates a clock that has shown no day. `timeOf` returns times as `2026-11-18 02:18:03`. */
export function createShortClock(timeOf: TimeText): ShortClock {
  let shownDay = '';
  const show = (iso: string | null) => {
    const text = timeOf(iso);
    const [day = '', time = ''] = text.split(' ');
    if (text === '' || day === shownDay) return time;
    shownDay = day;
    return text;
  };
  return {
    show,
    span(first, last) {
      const start = show(first);
      return timeOf(first) === timeOf(last) ? start : `${start} – ${show(last)}`;
    },
  };
}
