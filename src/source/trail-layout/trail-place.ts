/**
 * The layout of a trail's keys (CloudTrail User Guide, "Finding your CloudTrail log files"):
 * `[prefix/]AWSLogs/[o-ORGANIZATION/]ACCOUNT/KIND/REGION/YYYY/MM/DD/FILE`.
 */
import { startOf } from './calendar.ts';

/** The folders that hold log files. `CloudTrail-Digest`, beside them, holds digest files. */
const trailKinds = [
  'CloudTrail',
  'CloudTrail-Insight',
  'CloudTrail-NetworkActivity',
  'CloudTrail-Aggregated',
] as const;

/** A kind of folder below an account, by the events in its log files. */
export type TrailKind = (typeof trailKinds)[number];

/** Returns whether a name is that of a kind of folder that holds log files. */
export function isTrailKind(name: string | undefined): name is TrailKind {
  return trailKinds.some((kind) => kind === name);
}

/** The kind of name directly below a place. */
type Level = 'owner' | 'kind' | 'region' | 'year' | 'month' | 'day' | 'file';

/** A folder of a trail, with the parts of the layout that its key shows. */
export interface TrailPlace {
  /** The beginning of the keys in the folder, with the final `/`. */
  readonly folder: string;
  readonly level: Level;
  readonly account?: string;
  readonly kind?: TrailKind;
  readonly region?: string;
  readonly year?: string;
  readonly month?: string;
  readonly day?: string;
}

/** The name of the folder of a trail that holds those of its accounts or its organization. */
export const logsFolder = 'AWSLogs';

/**
 * Returns the place of a folder, whose key ends with `/` or is empty; undefined outside the layout.
 */
export function placeOf(folder: string): TrailPlace | undefined {
  const names = folder.split('/').slice(0, -1);
  const logs = names.lastIndexOf(logsFolder);
  if (logs < 0) return undefined;
  let place: TrailPlace | undefined = {
    folder: `${names.slice(0, logs + 1).join('/')}/`,
    level: 'owner',
  };
  for (const name of names.slice(logs + 1)) place = place && placeBelow(place, name);
  return place;
}

/**
 * Returns the place of a folder inside another one; undefined when it is not part of the layout.
 */
export function placeBelow(place: TrailPlace, name: string): TrailPlace | undefined {
  const below = { ...place, folder: `${place.folder}${name}/` };
  switch (place.level) {
    case 'owner':
      if (/^o-[a-z0-9]+$/.test(name)) return below;
      return /^\d{12}$/.test(name) ? { ...below, level: 'kind', account: name } : undefined;
    case 'kind': {
      return isTrailKind(name) ? { ...below, level: 'region', kind: name } : undefined;
    }
    case 'region':
      return { ...below, level: 'year', region: name };
    case 'year':
      return /^\d{4}$/.test(name) ? { ...below, level: 'month', year: name } : undefined;
    case 'month':
      return /^\d{2}$/.test(name) ? { ...below, level: 'day', month: name } : undefined;
    case 'day':
      return /^\d{2}$/.test(name) ? { ...below, level: 'file', day: name } : undefined;
    case 'file':
      return below;
    default:
      return place.level satisfies never;
  }
}

/**
 * Returns the time within which files in a place can have been delivered: any time, if its folders
 * have no date or an impossible one.
 */
export function spanOf({ year, month, day }: TrailPlace): { from: number; to: number } {
  const from = year === undefined ? undefined : startOf({ year, month, day });
  if (from === undefined) return { from: Number.NEGATIVE_INFINITY, to: Number.POSITIVE_INFINITY };
  const next = new Date(from);
  if (day !== undefined) next.setUTCDate(next.getUTCDate() + 1);
  else if (month !== undefined) next.setUTCMonth(next.getUTCMonth() + 1);
  else next.setUTCFullYear(next.getUTCFullYear() + 1);
  return { from, to: next.getTime() };
}

/**
 * Returns the beginning of the names of files that were delivered in a minute, in the folder of a
 * day.
 */
export function fileNameAt(place: TrailPlace, time: number): string {
  const minute = new Date(time).toISOString().replace(/[-:]/g, '').slice(0, 13);
  return `${place.account}_${place.kind}_${place.region}_${minute}Z`;
}

/** Returns the folder of a day, below the folder of a region. */
export function dayFolder(regionFolder: string, time: number): string {
  return `${regionFolder}${new Date(time).toISOString().slice(0, 10).replaceAll('-', '/')}/`;
}
