import type { FileError } from '../../../errors.ts';
import { inTurn } from '../../../streams/in-turn.ts';
import { mergeInOrder } from '../../../streams/merge-in-order.ts';
import { dayFolder, placeOf } from '../../trail-layout/trail-place.ts';
import { findParts } from './find-trails.ts';
import type { ListedObject } from './listed-page.ts';
import {
  type BucketPart,
  listTrailFolder,
  type ObjectOrError,
  pagesOf,
  positionIn,
  type TrailListing,
  uriOf,
} from './trail-folders.ts';
import { inDirection, objectsOf } from './wanted-objects.ts';

/**
 * Lists the objects below a prefix that can hold wanted events, in the requested order. In a trail,
 * the folders of other accounts, kinds, regions and days are not even listed; outside trails,
 * everything is listed. A folder that cannot be listed is yielded as an error in its place. Throws
 * SourceError when nothing can be listed.
 */
export async function* listTrails(
  listing: TrailListing,
  prefix: string,
): AsyncGenerator<ObjectOrError> {
  const parts = await findParts(listing, prefix);
  yield* listing.order === 'none' ? listParts(listing, parts) : listInOrder(listing, parts);
  // Folders of days are requested whether or not they, or their region, exist: finding nothing
  // proves nothing.
  if (!listing.lister.hasFound()) yield* errorIfEmpty(listing, prefix);
}

/** Lists all objects of the parts, in the order of the parts and their keys. */
async function* listParts(
  listing: TrailListing,
  parts: readonly (BucketPart | ObjectOrError)[],
  ahead = foldersAhead,
): AsyncGenerator<ObjectOrError> {
  // Finds the days of some regions while others are listed.
  const folders = inTurn(
    parts.map((part) => foldersIn(listing, part)),
    { ahead: regionsAhead, buffered: ahead },
  );
  const listed = async function* () {
    for await (const part of folders) {
      yield 'prefix' in part ? objectsOf(listing, part) : iterate(part);
    }
  };
  yield* inTurn(listed(), { ahead, buffered: objectsAhead });
}

/**
 * Lists the objects in the order of delivery: merges the regions, and the objects outside trails.
 */
async function* listInOrder(
  listing: TrailListing,
  parts: readonly (BucketPart | ObjectOrError)[],
): AsyncGenerator<ObjectOrError> {
  const positionOf = positionIn(listing);
  const isTrail = (part: BucketPart | ObjectOrError) =>
    'prefix' in part && part.place?.region !== undefined;
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
  // Each region is read ahead, but together no further than a single listing.
  const ahead = Math.max(1, Math.floor(foldersAhead / Math.max(1, trails.length)));
  const sources = trails.map((part) => listParts(listing, [part], ahead));
  yield* mergeInOrder([iterate(...others), ...sources], positionOf);
}

/** The number of regions whose folders are found ahead, and of folders that are listed ahead. */
const regionsAhead = 8;
const foldersAhead = 32;
/** The number of objects that are listed ahead in each folder. */
const objectsAhead = 3000;

async function* iterate<T>(...items: readonly T[]): AsyncGenerator<T> {
  yield* items;
}

/** Yields an error if not a single object is below a prefix. */
async function* errorIfEmpty(listing: TrailListing, prefix: string): AsyncGenerator<FileError> {
  for await (const page of pagesOf(listing, { prefix, byFolder: false })) {
    if ('reason' in page || page.objects.length > 0) return;
  }
  yield { file: uriOf(listing, prefix), reason: 'nothing is stored there' };
}

/** Yields the parts whose listings together contain all wanted objects of a part. */
async function* foldersIn(
  listing: TrailListing,
  part: BucketPart | ObjectOrError,
): AsyncGenerator<BucketPart | ObjectOrError> {
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
  const { found, below } = await listTrailFolder(listing, { prefix, place });
  yield* found;
  for (const inner of inDirection(listing, below)) yield* foldersIn(listing, inner);
}
