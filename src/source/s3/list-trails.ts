import { type FileError, SourceError } from '../../errors.ts';
import { inTurn } from '../../streams/in-turn.ts';
import { mergeInOrder } from '../../streams/merge-in-order.ts';
import { ReadError } from '../read-error.ts';
import type { ListRequest as Request } from '../source.ts';
import { deliveryPosition } from '../trail-layout/delivery-span.ts';
import { parseLogFileName } from '../trail-layout/log-file-name.ts';
import type { Selection } from '../trail-layout/selection.ts';
import {
  dayFolder,
  fileNameAt,
  logsFolder,
  placeBelow,
  placeOf,
  spanOf,
  type TrailPlace,
} from '../trail-layout/trail-place.ts';
import type { ListedObject, ListedPage, Lister, ListRequest } from './list-objects.ts';

/** How trails are listed. */
export interface TrailListing {
  readonly lister: Lister;
  readonly selection: Selection;
  readonly order: Request['order'];
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
 * Lists the objects below a prefix that can hold wanted events, in the order that is asked for. Where
 * these are a trail's, the folders of other accounts, kinds, regions and days are not even listed; where they are
 * not, everything is. What cannot be listed is an error in its place. Throws a SourceError when
 * nothing can be.
 */
export async function* listTrails(listing: TrailListing, prefix: string): AsyncGenerator<Found> {
  const parts = await partsOf(listing, prefix);
  yield* listing.order === 'none' ? listParts(listing, parts) : listInOrder(listing, parts);
  // Days are asked for whether or not they, or their region, are there.
  if (!listing.lister.hasFound()) yield* nothingIn(listing, prefix);
}

/** All objects of the parts, in the order of the parts and their keys. */
async function* listParts(
  listing: TrailListing,
  parts: readonly (Part | Found)[],
  ahead = foldersAhead,
): AsyncGenerator<Found> {
  // Days are looked for in some regions while others are listed.
  const requests = inTurn(
    parts.map((part) => requestsIn(listing, part)),
    { ahead: regionsAhead, buffered: ahead },
  );
  const listed = async function* () {
    for await (const part of requests) {
      yield 'prefix' in part ? objectsOf(listing, part) : only(part);
    }
  };
  yield* inTurn(listed(), { ahead, buffered: objectsAhead });
}

/** The objects in the order of delivery: a merge of the regions, and of what lies outside a trail. */
async function* listInOrder(
  listing: TrailListing,
  parts: readonly (Part | Found)[],
): AsyncGenerator<Found> {
  const positionOf = (found: Found) =>
    'key' in found ? deliveryPosition(found.key, listing.order) : Number.NEGATIVE_INFINITY;
  const isTrail = (part: Part | Found) => 'prefix' in part && part.place?.region !== undefined;
  const others: ListedObject[] = [];
  for await (const found of listParts(
    listing,
    parts.filter((part) => !isTrail(part)),
  )) {
    if ('key' in found && positionOf(found) > Number.NEGATIVE_INFINITY) others.push(found);
    else yield found;
  }
  others.sort((a, b) => positionOf(a) - positionOf(b) || (a.key < b.key ? -1 : 1));
  const trails = parts.filter(isTrail);
  // Each region is read ahead; together no more than one listing would be.
  const ahead = Math.max(1, Math.floor(foldersAhead / Math.max(1, trails.length)));
  const sources = trails.map((part) => listParts(listing, [part], ahead));
  yield* mergeInOrder([only(...others), ...sources], positionOf);
}

const regionsAhead = 8;
const foldersAhead = 32;
/** Of each folder. */
const objectsAhead = 3000;

async function* only<T>(...all: readonly T[]): AsyncGenerator<T> {
  yield* all;
}

/** An error if nothing is below a prefix at all. */
async function* nothingIn(listing: TrailListing, prefix: string): AsyncGenerator<FileError> {
  for await (const page of pagesOf(listing, { prefix, byFolder: false })) {
    if ('reason' in page || page.objects.length > 0) return;
  }
  yield { file: uriOf(listing, prefix), reason: 'nothing is stored there' };
}

/** The regions' folders below a prefix, or what else is to be listed there. */
async function partsOf(listing: TrailListing, prefix: string): Promise<readonly (Part | Found)[]> {
  const folder = prefix.slice(0, prefix.lastIndexOf('/') + 1);
  const place = placeOf(folder);
  if (place) return isWanted(place, listing.selection) ? regionsIn(listing, { prefix, place }) : [];
  const top = await listFolder(listing, prefix);
  if (top.folders.length + top.objects.length === 0) return top.errors;
  const trails = folder.split('/').includes(logsFolder) ? [] : await trailsIn(listing, top.folders);
  const isObject = top.folders.length === 0 && top.objects.every(({ key }) => key === prefix);
  if (!isObject) noteWhatIsRead(listing, { prefix, top, trails });
  if (trails.length === 0) return [{ prefix, place: undefined }];
  return (await Promise.all(trails.map((part) => regionsIn(listing, part)))).flat();
}

/** Says so where not all that is there is read, or not by its keys. */
function noteWhatIsRead(
  listing: TrailListing,
  {
    prefix,
    top,
    trails,
  }: {
    readonly prefix: string;
    readonly top: ListedPage;
    readonly trails: readonly TrailPart[];
  },
): void {
  const uri = uriOf(listing, prefix);
  if (trails.length === 0) {
    listing.note(
      `${uri}: no trail was found there (…/AWSLogs/ACCOUNT/CloudTrail/REGION/YYYY/MM/DD/): ` +
        'everything there is read',
    );
    return;
  }
  const isBeside = (folder: string) => !trails.some((trail) => trail.prefix.startsWith(folder));
  if (!top.objects.some(isFile) && !top.folders.some(isBeside)) return;
  const names = trails.slice(0, namedTrails).map((trail) => uriOf(listing, trail.prefix));
  const more = trails.length > namedTrails ? ` and ${trails.length - namedTrails} more` : '';
  listing.note(`${uri}: of what is there, only the trails are read: ${names.join(', ')}${more}`);
}

const namedTrails = 3;

/** How deep, and in how many folders at a time, trails are looked for. */
const searchDepth = 3;
const searchedFolders = 1000;

/** Those of the folders, and of the folders that are not far below, that are called AWSLogs. */
async function trailsIn(
  listing: TrailListing,
  folders: readonly string[],
): Promise<readonly TrailPart[]> {
  const trails: TrailPart[] = [];
  let level = folders;
  for (let depth = 0; ; depth++) {
    const others: string[] = [];
    for (const folder of level) {
      const place = placeOf(folder);
      if (place) trails.push({ prefix: folder, place });
      else others.push(folder);
    }
    if (depth === searchDepth || others.length > searchedFolders) return trails;
    const pages = await Promise.all(others.map((folder) => listFolder(listing, folder)));
    level = pages.flatMap((page) => page.folders);
  }
}

/** The folders of regions, of those accounts and kinds that are wanted. */
async function regionsIn(
  listing: TrailListing,
  part: TrailPart,
): Promise<readonly (Part | Found)[]> {
  if (!['owner', 'kind', 'region'].includes(part.place.level)) return [part];
  const { found, below } = await lookInto(listing, part);
  const parts = await Promise.all(below.map((inner) => regionsIn(listing, inner)));
  return [...found, ...parts.flat()];
}

/** What is to be listed to have all wanted objects of a part. */
async function* requestsIn(
  listing: TrailListing,
  part: Part | Found,
): AsyncGenerator<Part | Found> {
  if (!('prefix' in part) || !part.place || part.place.level === 'file') {
    yield part;
    return;
  }
  const { place, prefix } = part;
  const { days } = listing.selection;
  if (days && place.level === 'year' && prefix === place.folder) {
    for (const day of inDirection(listing, days)) {
      const folder = dayFolder(place.folder, day);
      yield { prefix: folder, place: placeOf(folder) };
    }
    return;
  }
  const { found, below } = await lookInto(listing, { prefix, place });
  yield* found;
  for (const inner of inDirection(listing, below)) yield* requestsIn(listing, inner);
}

/** S3 lists in the order of keys, which is that of time. */
function inDirection<T>({ order }: TrailListing, all: readonly T[]): readonly T[] {
  return order === 'newest-first' ? all.toReversed() : all;
}

/** What lies directly in a folder of a trail, and the folders in it that are wanted. */
async function lookInto(
  listing: TrailListing,
  { prefix, place }: TrailPart,
): Promise<{ readonly found: readonly Found[]; readonly below: readonly TrailPart[] }> {
  const { folders, objects, errors } = await listFolder(listing, prefix);
  const below = folders.flatMap((folder) => {
    const inner = placeBelow(place, folder.slice(place.folder.length, -1));
    return inner && isWanted(inner, listing.selection) ? [{ prefix: folder, place: inner }] : [];
  });
  return { found: [...errors, ...objects.filter(isFile)], below };
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
async function* objectsOf(listing: TrailListing, part: Part): AsyncGenerator<Found> {
  const objects = objectsByKey(listing, part);
  if (listing.order === 'none') {
    yield* objects;
    return;
  }
  if (listing.order === 'oldest-first' && part.place?.level === 'file') {
    yield* objects;
    return;
  }
  const all: Found[] = [];
  for await (const found of objects) all.push(found);
  yield* inDirection(listing, all);
}

async function* objectsByKey(
  listing: TrailListing,
  { prefix, place }: Part,
): AsyncGenerator<Found> {
  const { from, to } = place ? listing.selection : always;
  const after = place && startIn(place, from);
  for await (const page of pagesOf(listing, { prefix, byFolder: false, ...(after && { after }) })) {
    if ('reason' in page) {
      yield page;
      continue;
    }
    for (const object of page.objects.filter(isFile)) {
      const time = parseLogFileName(object.key)?.delivered;
      // Files of a day are named by account, kind, region and time: none that follows is earlier.
      if (place && time !== undefined && time >= to) return;
      if (time === undefined || time >= from) yield object;
    }
  }
}

const always = { from: Number.NEGATIVE_INFINITY, to: Number.POSITIVE_INFINITY };

/** The key after which those of a day begin that are wanted; undefined for all of them. */
function startIn(place: TrailPlace, from: number): string | undefined {
  return spanOf(place).from < from ? `${place.folder}${fileNameAt(place, from)}` : undefined;
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
