import type { Summary } from '../summary-schema.ts';
import { changeText } from './summary-texts.ts';

/** What is counted over the whole window, and what it is compared with. */
export interface Total {
  readonly name: string;
  readonly events: number;
  /** As `+12 %`; undefined where nothing is known of then. */
  readonly dayBefore: string | undefined;
  readonly weekBefore: string | undefined;
}

/** The totals in their order. */
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

/** What the window is not compared with, as a sentence; undefined when it is compared with both. */
export function notCompared({ compared }: Summary): string | undefined {
  const missing = [
    ...(compared.dayBefore ? [] : ['the day before']),
    ...(compared.weekBefore ? [] : ['the week before']),
  ];
  return missing.length > 0 ? `no events to compare with: ${missing.join(', ')}` : undefined;
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
