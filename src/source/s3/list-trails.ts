import type { FileError } from '../../errors.ts';
import { inTurn } from '../../streams/in-turn.ts';
import { mergeInOrder } from '../../streams/merge-in-order.ts';
import { deliveryPosition } from '../trail-layout/delivery-span.ts';
import { parseLogFileName } from '../trail-layout/log-file-name.ts';
import {
  dayFolder,
  fileNameAt,
  placeOf,
  spanOf,
  type TrailPlace,
} from '../trail-layout/trail-place.ts';
import { partsOf } from './find-trails.ts';
import type { ListedObject } from './list-objects.ts';
import {
  type Found,
  isFile,
  lookInto,
  type Part,
  pagesOf,
  type TrailListing,
  uriOf,
} from './trail-folders.ts';

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
  const all: { readonly found: Found; readonly position: number }[] = [];
  for await (const found of objects) {
    const position = 'key' in found ? deliveryPosition(found.key, listing.order) : -Infinity;
    all.push({ found, position });
  }
  // Keys that are not AWS's lie among the others by their names only.
  const sorted = inDirection(listing, all).toSorted((a, b) =>
    a.position === b.position ? 0 : a.position - b.position,
  );
  for (const { found } of sorted) yield found;
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
      if (time === undefined || (time >= from && time < to)) yield object;
      // Files of a day are named by account, kind, region and time: none that follows is earlier.
      else if (place && time >= to && object.key.startsWith(fileNameAt(place, time))) return;
    }
  }
}

const always = { from: Number.NEGATIVE_INFINITY, to: Number.POSITIVE_INFINITY };

/** The key after which those of a day begin that are wanted; undefined for all of them. */
function startIn(place: TrailPlace, from: number): string | undefined {
  const { from: first } = spanOf(place);
  const isKnown = Number.isFinite(first);
  return isKnown && first < from ? `${place.folder}${fileNameAt(place, from)}` : undefined;
}
