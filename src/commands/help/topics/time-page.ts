import type { Page } from '../page.ts';

/** `trailscan help time`. */
export const timePage: Page = {
  intro: 'Events are selected by their eventTime, not by when their log file was delivered.',
  sections: [
    {
      heading: 'Flags',
      rows: [
        ['--last DURATION', 'the time up to now; with --until, up to then'],
        ['--since TIME', 'from this time on'],
        ['--until TIME', 'up to this time, exclusive'],
        ['--until DATE', 'up to the end of this day or month'],
        ['--date DATE', 'this whole day or month'],
        ['--tz ZONE', 'the zone of all of these and of the times shown; UTC by default'],
      ],
    },
    {
      heading: 'Times',
      rows: [
        ['2026-11-19T08:00', 'in the zone; also 2026-11-19 08:00:30'],
        ['2026-11-19T08:00Z', 'in UTC, or with an offset: 2026-11-19T08:00+01:00'],
        ['yesterday 08:00', 'a time on any of the dates below'],
        ['2h ago', 'a duration back from now'],
        ['now', ''],
        ['1795046400', 'seconds since 1970, or milliseconds: 1795046400000'],
      ],
    },
    {
      heading: 'Dates',
      rows: [
        ['2026-11-19', 'a day, from midnight to midnight in the zone'],
        ['2026-11', 'a month'],
        ['today, yesterday', ''],
        ['monday', 'the latest Monday, which may be today'],
        ['last monday', 'the latest Monday before today'],
      ],
    },
    {
      heading: 'Durations',
      rows: [
        ['90s 30m 24h 7d 2w', 'seconds, minutes, hours, days of 24 hours, weeks'],
        ['1h30m', 'several units together'],
        ["'2 hours'", 'words'],
      ],
    },
    {
      heading: 'Zones',
      rows: [
        ['Europe/Berlin', 'a name of the IANA time zone database'],
        ['local', "this machine's zone"],
        ['UTC', 'the default'],
      ],
    },
    {
      heading: 'Examples',
      examples: [
        { does: 'The last two days', line: 'trailscan query fixtures/trail --last 48h' },
        {
          does: 'Two days in Berlin time',
          line:
            'trailscan query fixtures/trail --tz Europe/Berlin \\\n' +
            '  --since 2026-11-17 --until 2026-11-18',
        },
        {
          does: 'One hour',
          line: 'trailscan query fixtures/trail --last 1h --until 2026-11-18T03:00',
        },
      ],
    },
  ],
};
