import type { FileError } from '../../../errors.ts';
import { inTurn } from '../../../streams/in-turn.ts';
import { mergeInOrder } from '../../../streams/merge-in-order.ts';
import { dayFolder, placeOf } from '../../trail-layout/trail-place.ts';
import { partsOf } from './find-trails.ts';
import type { ListedObject } from './listed-page.ts';
import {
  type Found,
  lookInto,
  type Part,
  pagesOf,
  positionIn,
  type TrailListing,
  uriOf,
} from './trail-folders.ts';
import { inDirection, objectsOf } from './wanted-objects.ts';

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
  const positionOf = positionIn(listing);
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
