import { gzipSync } from 'node:zlib';
import { makeEvent } from '../../bench/made-up-event.ts';
import { createRandom, hex, type Random } from '../../bench/random.ts';

/** Options of a generated trail. */
export interface TrailOptions {
  readonly accounts: readonly string[];
  readonly regions: readonly string[];
  /** Days of delivery, such as `2026-11-20`. */
  readonly days: readonly string[];
  /** The number of files for each account, region and day, spread over the day. */
  readonly filesPerDay: number;
  readonly eventsPerFile: number;
  readonly seed: number;
  /** The prefix before `AWSLogs/`, such as `logs/`; none when absent. */
  readonly prefix?: string;
  /** The ID of the organization, such as `o-exampleorgid`, for the trail of one. */
  readonly organization?: string;
}

/** A log file of the trail, in the form that the stub takes. */
export interface TrailObject {
  readonly key: string;
  readonly body: Buffer;
  /** When it was delivered. */
  readonly lastModified: Date;
  readonly headers: Readonly<Record<string, string>>;
}

/** The headers that CloudTrail stores with its log files, which are gzip. */
export const logFileHeaders: Readonly<Record<string, string>> = {
  'Content-Type': 'application/json',
  'Content-Encoding': 'gzip',
};

/**
 * Generates the log files of a trail, by account, region and day; always the same for the same
 * options. Their events are one to nine minutes older than the delivery time in the key, so that
 * some events of a day's first file may be from the day before.
 */
export function* makeTrailObjects(options: TrailOptions): Generator<TrailObject> {
  const { accounts, regions, days, filesPerDay, eventsPerFile } = options;
  const random = createRandom(options.seed);
  const { prefix = '', organization } = options;
  const trail = `${prefix}AWSLogs/${organization === undefined ? '' : `${organization}/`}`;
  for (const account of accounts) {
    for (const region of regions) {
      for (const day of days) {
        for (let file = 0; file < filesPerDay; file++) {
          const minute = Math.floor(((file + random()) * 1440) / filesPerDay);
          const delivered = new Date(Date.parse(day) + minute * 60_000);
          const source = { account, region, delivered };
          yield {
            key: `${trail}${keyOf(source, random)}`,
            body: makeBody(source, eventsPerFile, random),
            lastModified: delivered,
            headers: logFileHeaders,
          };
        }
      }
    }
  }
}

interface Source {
  readonly account: string;
  readonly region: string;
  readonly delivered: Date;
}

function keyOf({ account, region, delivered }: Source, random: Random): string {
  const [day = ''] = delivered.toISOString().split('T');
  const time = delivered.toISOString().replaceAll(/[-:]|:?\d\d\.\d+/g, '');
  const name = `${account}_CloudTrail_${region}_${time}_${hex(random, 16)}.json.gz`;
  return `${account}/CloudTrail/${region}/${day.replaceAll('-', '/')}/${name}`;
}

function makeBody(source: Source, events: number, random: Random): Buffer {
  const records = Array.from({ length: events }, () => eventText(source, random));
  return gzipSync(`{"Records":[${records.join(',')}]}`, { level: 6 });
}

/** Generates an event for this account, region and time. */
function eventText({ account, region, delivered }: Source, random: Random): string {
  const time = new Date(delivered.getTime() - 60_000 - Math.floor(random() * 480) * 1000)
    .toISOString()
    .replace('.000Z', 'Z');
  return JSON.stringify({ ...makeEvent(random, '01'), eventTime: time })
    .replaceAll('111122223333', account)
    .replaceAll('us-east-1', region)
    .replace('"creationDate":"2026-10-01', `"creationDate":"${time.slice(0, 10)}`);
}
