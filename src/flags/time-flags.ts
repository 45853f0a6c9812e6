import type { Flag } from './flag.ts';

/** Flags that select events by eventTime. */
export const timeFlags = [
  {
    name: 'last',
    value: 'DURATION',
    group: 'Time',
    isCommon: true,
    summary: 'the time up to now, or up to --until',
    examples: ['24h', '7d', '1h30m'],
  },
  {
    name: 'since',
    value: 'TIME',
    group: 'Time',
    summary: 'from this time on',
    examples: ['yesterday', '2026-11-19T08:00', "'2h ago'"],
  },
  {
    name: 'until',
    value: 'TIME',
    group: 'Time',
    summary: 'up to this time; a day or month is included to its end',
    examples: ['2026-11-19', "'2026-11-19 18:00'"],
  },
  {
    name: 'date',
    value: 'DATE',
    group: 'Time',
    isCommon: true,
    summary: 'one whole day or month',
    examples: ['2026-11-19', 'monday', '2026-10'],
  },
  {
    name: 'tz',
    value: 'ZONE',
    group: 'Time',
    summary: 'the zone in which times are read and shown, or local',
    examples: ['Europe/Berlin'],
    default: 'UTC',
    complete: 'zone',
  },
] as const satisfies readonly Flag[];
