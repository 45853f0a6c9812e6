import { type FileError, SourceError } from '../../errors.ts';
import { ReadError } from '../read-error.ts';
import { inTurn } from './in-turn.ts';
import type { ListedObject, ListedPage, Lister, ListRequest } from './list-objects.ts';
import type { Selection } from './selection.ts';
import {
  dayFolder,
  deliveredAt,
  fileNameAt,
  logsFolder,
  placeBelow,
  placeOf,
  spanOf,
  type TrailPlace,
} from './trail-keys.ts';

/** How trails are listed. */
export interface TrailListing {
  readonly lister: Lister;
  readonly selection: Selection;
  /** Is told what the user should know of what is listed. */
  readonly note: (text: string) => void;
}

/** Something to be listed: a folder of a trail, or a part of the bucket that is listed as a whole. */
interface Part {
  /** What its keys begin with: the folder, and of the part that the user named maybe half a name. */
  readonly prefix: string;
  /** Undefined outside the layout. */
  readonly place: TrailPlace | undefined;
}

/** A part that is in a trail. */
interface TrailPart extends Part {
  readonly place: TrailPlace;
}

type Found = ListedObject | FileError;

/**
 * Lists the objects below a prefix that can hold wanted events, in the order of their keys. Where
 * these are a trail's, the folders of other accounts, kinds, regions and days are not even listed;
 * where they are not, everything is. What cannot be listed is an error in its place. Throws a
 * SourceError when nothing can be.
 */
export async function* listTrails(listing: TrailListing, prefix: string): AsyncGenerator<Found> {
  const parts = await partsOf(listing, prefix);
  // Days are looked for in some regions while others are listed.
  const requests = inTurn(
    parts.map((part) => requestsIn(listing, part)),
    { ahead: regionsAhead, buffered: foldersAhead },
  );
  const listed = async function* () {
    for await (const part of requests) {
      yield 'prefix' in part ? objectsOf(listing, part) : only(part);
    }
  };
  yield* inTurn(listed(), { ahead: foldersAhead, buffered: objectsAhead });
}

const regionsAhead = 8;
const foldersAhead = 32;
/** Of each folder. */
const objectsAhead = 3000;

async function* only<T>(one: T): AsyncGenerator<T> {
  yield one;
}

/** The regions' folders below a prefix, or what else is to be listed there. */
async function partsOf(listing: TrailListing, prefix: string): Promise<readonly (Part | Found)[]> {
  const folder = prefix.slice(0, prefix.lastIndexOf('/') + 1);
  const place = placeOf(folder);
  if (place) return regionsIn(listing, { prefix, place });
  const top = await listFolder(listing, prefix);
  if (top.folders.length + top.objects.length + top.errors.length === 0) {
    return [{ file: uriOf(listing, prefix), reason: 'nothing is stored there' }];
  }
  const found = folder.includes(logsFolder) ? [] : await trailsIn(listing, top.folders);
  if (found.length > 0) {
    return (await Promise.all(found.map((part) => regionsIn(listing, part)))).flat();
  }
  listing.note(
    `${uriOf(listing, prefix)}: the keys are not laid out as CloudTrail does it ` +
      '(…/AWSLogs/ACCOUNT/CloudTrail/REGION/YYYY/MM/DD/): everything there is read',
  );
  return [{ prefix, place: undefined }];
}

/** How deep, and in how many folders at a time, trails are looked for. */
const searchDepth = 3;
const searchedFolders = 200;

/** Those of the folders, and of the folders that are not far below, that are called AWSLogs. */
async function trailsIn(
  listing: TrailListing,
  folders: readonly string[],
): Promise<readonly TrailPart[]> {
  const trails: TrailPart[] = [];
  let level = folders;
  for (let depth = 0; ; depth++) {
    for (const folder of level.filter(isLogsFolder)) {
      const place = placeOf(folder);
      if (place) trails.push({ prefix: folder, place });
    }
    const others = level.filter((folder) => !isLogsFolder(folder));
    if (depth === searchDepth || others.length > searchedFolders) return trails;
    const pages = await Promise.all(others.map((folder) => listFolder(listing, folder)));
    level = pages.flatMap((page) => page.folders);
  }
}

function isLogsFolder(folder: string): boolean {
  return folder === logsFolder || folder.endsWith(`/${logsFolder}`);
}

/** The folders of regions, of those accounts and kinds that are wanted. */
async function regionsIn(
  listing: TrailListing,
  part: TrailPart,
): Promise<readonly (Part | Found)[]> {
  if (!['owner', 'kind', 'region'].includes(part.place.level)) return [part];
  const { objects, below, errors } = await lookInto(listing, part);
  const parts = await Promise.all(below.map((inner) => regionsIn(listing, inner)));
  return [...errors, ...objects, ...parts.flat()];
}

/** What is to be listed to have all wanted objects of a part. */
async function* requestsIn(
  listing: TrailListing,
  part: Part | Found,
): AsyncGenerator<Part | Found> {
  if (!('prefix' in part)) yield part;
  else if (!part.place || part.place.level === 'file') yield part;
  else {
    const { place, prefix } = part;
    const days = prefix === place.folder && place.level === 'year' && fewDays(listing.selection);
    if (days) {
      for (const day of days) {
        const folder = dayFolder(place.folder, day);
        const inner = placeOf(folder);
        if (inner) yield { prefix: folder, place: inner };
      }
      return;
    }
    const { objects, below, errors } = await lookInto(listing, { prefix, place });
    yield* errors;
    yield* objects;
    for (const inner of below) yield* requestsIn(listing, inner);
  }
}

const dayLength = 86_400_000;
/** It takes as many requests to ask for the days of some months as to list these. */
const mostDays = 31;

/** The starts of the days on which files were delivered, unless there are many. */
function fewDays({ from, to }: Selection): number[] | undefined {
  const first = Math.floor(from / dayLength);
  const count = Math.ceil(to / dayLength) - first;
  return count <= mostDays
    ? Array.from({ length: Math.max(0, count) }, (_, day) => (first + day) * dayLength)
    : undefined;
}

/** What lies directly in a folder of a trail, as far as it is wanted. */
async function lookInto(
  listing: TrailListing,
  { prefix, place }: TrailPart,
): Promise<{
  readonly objects: readonly ListedObject[];
  readonly below: readonly TrailPart[];
  readonly errors: readonly FileError[];
}> {
  const { folders, objects, errors } = await listFolder(listing, prefix);
  const below = folders.flatMap((folder) => {
    const inner = placeBelow(place, folder.slice(place.folder.length, -1));
    return inner && isWanted(inner, listing.selection) ? [{ prefix: folder, place: inner }] : [];
  });
  return { objects: objects.filter(isFile), below, errors };
}

function isWanted(place: TrailPlace, selection: Selection): boolean {
  const { account, kind, region } = place;
  const { from, to } = spanOf(place);
  return (
    (account === undefined || selection.takesAccount(account)) &&
    (kind === undefined || selection.takesKind(kind)) &&
    (region === undefined || selection.takesRegion(region)) &&
    from < selection.to &&
    to > selection.from
  );
}

/** All that lies directly below a prefix. */
async function listFolder(
  listing: TrailListing,
  prefix: string,
): Promise<ListedPage & { readonly errors: readonly FileError[] }> {
  const folders: string[] = [];
  const objects: ListedObject[] = [];
  const errors: FileError[] = [];
  for await (const page of pagesOf(listing, { prefix, byFolder: true })) {
    if ('reason' in page) {
      errors.push(page);
    } else {
      folders.push(...page.folders);
      objects.push(...page.objects);
    }
  }
  return { folders, objects, errors };
}

/** The wanted objects of a part, at any depth. */
async function* objectsOf(listing: TrailListing, { prefix, place }: Part): AsyncGenerator<Found> {
  const { from, to } = place ? listing.selection : always;
  const after = place && startIn(place, from);
  for await (const page of pagesOf(listing, { prefix, byFolder: false, ...(after && { after }) })) {
    if ('reason' in page) {
      yield page;
      continue;
    }
    for (const object of page.objects.filter(isFile)) {
      const time = deliveredAt(object.key);
      // Files of a day are named by account, kind, region and time: none that follows is earlier.
      if (time !== undefined && time >= to && place?.level === 'file') return;
      if (time === undefined || time >= from) yield object;
    }
  }
}

const always = { from: Number.NEGATIVE_INFINITY, to: Number.POSITIVE_INFINITY };

/** The key after which those of a day begin that are wanted; undefined for all of them. */
function startIn(place: TrailPlace, from: number): string | undefined {
  if (place.level !== 'file' || spanOf(place).from >= from || !Number.isFinite(from)) {
    return undefined;
  }
  return `${place.folder}${fileNameAt(place, from)}`;
}

/** Makers of folders leave empty objects that stand for them. */
function isFile({ key, size }: ListedObject): boolean {
  return size > 0 || !key.endsWith('/');
}

/** The pages of a listing; an error when it is denied, unless none was granted before. */
async function* pagesOf(
  listing: TrailListing,
  request: ListRequest,
): AsyncGenerator<ListedPage | FileError> {
  try {
    yield* listing.lister.pages(request);
  } catch (error) {
    if (!(error instanceof ReadError)) throw error;
    const file = uriOf(listing, request.prefix);
    if (!listing.lister.hasListed()) throw new SourceError(`${file}: ${error.message}`);
    yield { file, reason: error.message };
  }
}

function uriOf({ lister }: TrailListing, prefix: string): string {
  return `s3://${lister.store().bucket}/${prefix}`;
}
