import { setMaxListeners } from 'node:events';
import { type FileError, SourceError } from '../../errors.ts';
import type { Filter } from '../../query/filter.ts';
import type { LogFile } from '../log-file.ts';
import { mergeAsTheyCome } from '../merge-as-they-come.ts';
import { ReadError } from '../read-error.ts';
import type { Extent, Source } from '../source.ts';
import { type AwsAccess, connectCloudTrail } from './connect.ts';
import { describeHistoryError } from './describe-history-error.ts';
import { findRegions } from './find-regions.ts';
import { type EventPage, type LookupWindow, lookUp } from './look-up.ts';
import { createPacer } from './pacer.ts';
import { parseHistoryUri } from './parse-history-uri.ts';
import { planLookups } from './plan-lookups.ts';

/** How Event histories are read. */
export interface HistoryOptions extends AwsAccess {
  /** Epoch milliseconds: the window of all requests ends then. */
  readonly now: number;
  /** Is told what the user should know. */
  readonly note: (text: string) => void;
}

/** The Event history of regions, page by page. */
export interface HistorySource extends Pick<Source, 'list' | 'measure'> {
  /** No event that is still to be listed is newer, in epoch milliseconds. */
  newestToCome(): number;
}

/** CloudTrail User Guide, "Quotas": LookupEvents, two transactions a second for each region. */
const requestInterval = 510;
/** CloudTrail User Guide, "Working with CloudTrail event history". */
const ninetyDays = 90 * 86_400_000;

/** Throws UsageError for what is no `history:REGION,…`. */
export function createHistorySource(
  uri: string,
  { note, now, ...aws }: HistoryOptions,
): HistorySource {
  const named = parseHistoryUri(uri);
  /** Of each region that is read, what is still to come. */
  const toCome = new Map<string, number>();
  const newestToCome = () =>
    [...toCome.values()].reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  const listed = { files: 0, bytes: 0, isWhole: false };

  const regionPages = async function* (
    region: string,
    { filter, window, signal }: Asked,
  ): AsyncGenerator<{ readonly region: string; readonly page: EventPage } | FileError> {
    try {
      const cloudTrail = await connectCloudTrail(aws, region);
      const pacer = createPacer(requestInterval, signal);
      const pages = lookUp(cloudTrail, planLookups(filter, region).lookups, {
        window,
        pacer,
        signal,
      });
      for await (const page of pages) yield { region, page };
    } catch (error) {
      signal.throwIfAborted();
      const described = describeHistoryError(error, region, aws.access);
      if (!(described instanceof ReadError)) throw described;
      toCome.delete(region);
      yield { file: `history:${region}`, reason: described.message };
    }
  };

  return {
    async *list(filter, signal) {
      // Many requests listen to it at once.
      setMaxListeners(0, signal);
      const { lookups, notes } = planLookups(filter);
      for (const text of notes) note(`${uri}: ${text}`);
      const window = windowOf(filter, now);
      if (window.isCut) {
        const day = new Date(now - ninetyDays).toISOString().slice(0, 10);
        note(`${uri}: it holds 90 days: what happened before ${day} is in trails alone`);
      }
      if (lookups.length === 0 || window.isOver) return;
      const regions = await findRegions(named, filter, aws).catch((error: unknown) => {
        const described = describeHistoryError(error, 'the current region', aws.access);
        throw described instanceof ReadError
          ? new SourceError(`${uri}: ${described.message}`)
          : described;
      });
      if (regions.length === 0) note(`${uri}: none of its regions is one that is asked for`);
      for (const region of regions) toCome.set(region, Number.POSITIVE_INFINITY);
      const asked = { filter, window, signal };
      const failed: FileError[] = [];
      for await (const found of mergeAsTheyCome(
        regions.map((region) => regionPages(region, asked)),
      )) {
        if ('reason' in found) {
          failed.push(found);
          if (failed.length === regions.length && listed.files === 0) {
            throw new SourceError(`${found.file}: ${found.reason}`);
          }
          yield found;
          continue;
        }
        const { region, page } = found;
        toCome.set(region, page.newestToCome);
        if (page.events > 0) yield pageFile(region, page);
        listed.files++;
        listed.bytes += page.text.length;
      }
      listed.isWhole = true;
      if (listed.bytes === 0 && lookups[0]?.attribute?.key === 'EventName') {
        note(`${uri}: no event has that name: the Event history tells upper and lower case apart`);
      }
    },
    measure: () => (): Extent => listed,
    newestToCome,
  };
}

interface Window extends LookupWindow {
  /** Whether more is asked for than there is, and whether nothing of it is there. */
  readonly isCut: boolean;
  readonly isOver: boolean;
}

interface Asked {
  readonly filter: Filter;
  readonly window: LookupWindow;
  readonly signal: AbortSignal;
}

function pageFile(region: string, { text }: EventPage): LogFile {
  return { kind: 'page', name: `history:${region}`, named: true, bytes: Buffer.from(text) };
}

/** In whole seconds, which is what the API compares; the filter compares exactly. */
function windowOf({ time }: Filter, now: number): Window {
  const earliest = now - ninetyDays;
  const from = Math.max(time.from ?? earliest, earliest);
  const to = Math.min(time.to ?? now, now);
  const inSeconds = (time: number, round: (value: number) => number) => round(time / 1000) * 1000;
  return {
    from: inSeconds(Math.min(from, to), Math.floor),
    to: inSeconds(to, Math.ceil),
    isCut: (time.from ?? time.to ?? now) < earliest,
    isOver: to <= earliest,
  };
}
