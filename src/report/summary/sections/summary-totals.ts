import type { Summary } from '../summary-schema.ts';
import { changeText } from './summary-texts.ts';

/** A total of the whole window, compared with the same window a day and a week earlier. */
export interface Total {
  readonly name: string;
  readonly events: number;
  /** The change since then, as `+12 %`; undefined without events from that time. */
  readonly dayBefore: string | undefined;
  readonly weekBefore: string | undefined;
}

/** Returns the totals in the order in which they are shown. */
export function totalRows({ totals }: Summary): readonly Total[] {
  return names.map(([key, name]) => {
    const { events, dayBefore, weekBefore } = totals[key];
    return {
      name,
      events,
      dayBefore: changeText(events, dayBefore),
      weekBefore: changeText(events, weekBefore),
    };
  });
}

/** Returns a note about missing windows to compare with; undefined when there are both. */
export function notCompared({ compared }: Summary): string | undefined {
  const missing = [
    ...(compared.dayBefore ? [] : ['the day before']),
    ...(compared.weekBefore ? [] : ['the week before']),
  ];
  return missing.length > 0 ? `no events from ${missing.join(' or ')} to compare with` : undefined;
}

const names = [
  ['all', 'events'],
  ['writes', 'writes'],
  ['denied', 'denied'],
  ['failed', 'failed'],
  ['throttled', 'throttled'],
  ['principals', 'principals'],
  ['addresses', 'addresses'],
  ['accounts', 'accounts'],
  ['regions', 'regions'],
] as const;
