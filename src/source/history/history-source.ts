import { setMaxListeners } from 'node:events';
import { type FileError, SourceError } from '../../errors.ts';
import type { Filter } from '../../query/condition/filter.ts';
import { impliedTime } from '../../query/condition/implied-time.ts';
import { mergeAsTheyCome } from '../../streams/merge-as-they-come.ts';
import type { AwsAccess } from '../aws/aws-access.ts';
import { connectCloudTrail } from '../aws/connect-cloudtrail.ts';
import {
  describeCloudTrailError,
  describeOnlyCloudTrailError,
} from '../aws/describe-cloudtrail-error.ts';
import type { LogFile } from '../log-file.ts';
import { ReadError } from '../read-error.ts';
import type { Listing } from '../source.ts';
import { findRegions } from './find-regions.ts';
import { createHistoryMeter, type HistoryMeter } from './history-meter.ts';
import { type EventPage, type LookupWindow, lookUp } from './look-up.ts';
import { createPacer } from './pacer.ts';
import { parseHistoryUri } from './parse-history-uri.ts';
import { planLookups } from './plan-lookups.ts';

/** Options for reading Event histories. */
export interface HistoryOptions extends AwsAccess {
  /** The current time in epoch milliseconds, at which the window of every request ends. */
  readonly now: number;
  /** Called with notes for the user. */
  readonly note: (text: string) => void;
}

/** Lists the Event history of regions, page by page. */
export interface HistorySource extends Pick<Listing, 'list' | 'measure'> {
  /**
   * Returns an upper bound, in epoch milliseconds, on the times of the events still to be listed.
   */
  newestRemaining(): number;
}

/**
 * The milliseconds between two requests (CloudTrail User Guide, "Quotas": LookupEvents, two per
 * second and region).
 */
const requestInterval = 510;
/**
 * The length of the Event history (CloudTrail User Guide, "Working with CloudTrail event history").
 */
const ninetyDays = 90 * 86_400_000;

/** Creates the source for `history:REGION,…`. Throws UsageError for any other text. */
export function createHistorySource(
  uri: string,
  { note: noteForUser, now, ...aws }: HistoryOptions,
): HistorySource {
  const named = parseHistoryUri(uri);
  let meter: HistoryMeter | undefined;
  const subject = uri.endsWith(':') ? uri : `${uri}:`;
  const note = (text: string) => noteForUser(`${subject} ${text}`);

  const regionPages = async function* (
    region: string,
    { filter, window, signal }: RegionRequest,
  ): AsyncGenerator<{ readonly region: string; readonly page: EventPage } | FileError> {
    try {
      // Without retries by the SDK, which would not wait long enough for the quota.
      const cloudTrail = await connectCloudTrail(aws, region, { maxAttempts: 1 });
      const pacer = createPacer(requestInterval, signal);
      const pages = lookUp(cloudTrail, planLookups(filter, region).lookups, {
        window,
        pacer,
        signal,
      });
      for await (const page of pages) yield { region, page };
    } catch (error) {
      signal.throwIfAborted();
      const described = describeCloudTrailError(error, region, aws.access);
      if (!(described instanceof ReadError)) throw described;
      meter?.remove(region);
      yield { file: `history:${region}`, reason: described.message };
    }
  };

  return {
    async *list({ filter }, signal) {
      // Many requests listen to the signal at once.
      setMaxListeners(0, signal);
      const { lookups, notes } = planLookups(filter);
      for (const text of notes) note(text);
      const window = windowOf(filter, now);
      if (window.isCut) {
        const day = new Date(now - ninetyDays).toISOString().slice(0, 10);
        note(`it holds 90 days: events before ${day} are only in trails`);
      }
      if (lookups.length === 0 || window.isBeforeHistory) return;
      const regions = await findRegions(named, filter, aws).catch((error: unknown) => {
        throw describeOnlyCloudTrailError(error, undefined, { ...aws, subject: uri });
      });
      if (regions.length === 0) note('the filter excludes all of its regions');
      meter = createHistoryMeter(window, regions);
      const noteTimeLeft = createTimeNote(meter, note);
      const request = { filter, window, signal };
      let failed = 0;
      let pages = 0;
      let events = 0;
      for await (const found of mergeAsTheyCome(
        regions.map((region) => regionPages(region, request)),
      )) {
        if ('reason' in found) {
          failed++;
          if (failed === regions.length && pages === 0) {
            throw new SourceError(`${found.file}: ${found.reason}`);
          }
          yield found;
          continue;
        }
        const { region, page } = found;
        meter.add(region, page);
        noteTimeLeft();
        pages++;
        events += page.events;
        if (page.events > 0) yield pageFile(region, page);
      }
      if (events === 0 && failed === 0 && lookups[0]?.attribute?.key === 'EventName') {
        note('no event has that name: the Event history distinguishes upper and lower case');
      }
    },
    measure: () => () => meter?.extent(),
    newestRemaining: () => meter?.newestRemaining() ?? Number.POSITIVE_INFINITY,
  };
}

/** After this many milliseconds, the time left is noted if it is at least `minTimeLeft`. */
const noteAfter = 15_000;
const minTimeLeft = 180_000;

/** Creates a function that notes once that reading will take long, and that a trail is faster. */
function createTimeNote(meter: HistoryMeter, note: (text: string) => void): () => void {
  const start = performance.now();
  let hasNoted = false;
  return () => {
    const elapsed = performance.now() - start;
    const left = elapsed < noteAfter ? undefined : meter.timeLeft(elapsed);
    if (hasNoted || left === undefined || left < minTimeLeft) return;
    hasNoted = true;
    note(
      `about ${Math.round(left / 60_000)} min left, at two requests a second for each region: a trail in ` +
        "S3 is read in seconds ('trailscan sources' lists them)",
    );
  };
}

/** The window to request for a filter. */
interface Window extends LookupWindow {
  /** Whether the requested time begins before the history. */
  readonly isCut: boolean;
  /** Whether all of the requested time is before the history. */
  readonly isBeforeHistory: boolean;
}

interface RegionRequest {
  readonly filter: Filter;
  readonly window: LookupWindow;
  readonly signal: AbortSignal;
}

function pageFile(region: string, { text }: EventPage): LogFile {
  return { kind: 'page', name: `history:${region}`, named: true, bytes: Buffer.from(text) };
}

/**
 * Returns the window to request. It consists of whole seconds, which the API compares; the filter
 * then compares exactly.
 */
function windowOf(filter: Filter, now: number): Window {
  const time = impliedTime(filter);
  const earliest = now - ninetyDays;
  const from = Math.max(time.from ?? earliest, earliest);
  const to = Math.min(time.to ?? now, now);
  const inSeconds = (at: number, round: (value: number) => number) => round(at / 1000) * 1000;
  return {
    from: inSeconds(Math.min(from, to), Math.floor),
    to: inSeconds(to, Math.ceil),
    isCut: to <= earliest || (time.from ?? now) < earliest,
    isBeforeHistory: to <= earliest,
  };
}
