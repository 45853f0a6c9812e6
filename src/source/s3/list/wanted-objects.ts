/**
 * Lists the objects in a folder of a trail, or elsewhere in a bucket, that can hold wanted events.
 */
import { parseLogFileName } from '../../trail-layout/log-file-name.ts';
import { fileNameAt, spanOf, type TrailPlace } from '../../trail-layout/trail-place.ts';
import type { ListedObject } from './listed-page.ts';
import {
  type BucketPart,
  isFile,
  type ObjectOrError,
  pagesOf,
  positionIn,
  type TrailListing,
} from './trail-folders.ts';

/** Lists the wanted objects of a part, at any depth, in the requested order. */
export async function* objectsOf(
  listing: TrailListing,
  part: BucketPart,
): AsyncGenerator<ObjectOrError> {
  const pages = wantedPages(listing, part);
  if (listing.order === 'none') {
    for await (const page of pages) yield* page;
    return;
  }
  if (listing.order === 'oldest-first' && part.place?.level === 'file') {
    // AWS's file names are in time order. Other keys come first, but only within their page: a
    // whole day may not fit in memory.
    for await (const page of pages) yield* inOrderOfDelivery(listing, page);
    return;
  }
  const entries: ObjectOrError[] = [];
  for await (const page of pages) for (const entry of page) entries.push(entry);
  yield* inOrderOfDelivery(listing, inDirection(listing, entries));
}

/** Sorts by delivery time. Entries whose times are equal or unknown keep their order. */
function inOrderOfDelivery(
  listing: TrailListing,
  entries: readonly ObjectOrError[],
): readonly ObjectOrError[] {
  const position = positionIn(listing);
  const positions = new Map(entries.map((entry) => [entry, position(entry)]));
  const positionOf = (entry: ObjectOrError) => positions.get(entry) ?? 0;
  return entries.toSorted((a, b) =>
    positionOf(a) === positionOf(b) ? 0 : positionOf(a) - positionOf(b),
  );
}

/** Yields the wanted objects of a part, page by page in the order of keys. */
async function* wantedPages(
  listing: TrailListing,
  { prefix, place }: BucketPart,
): AsyncGenerator<readonly ObjectOrError[]> {
  const { from, to } = place ? listing.selection : always;
  const after = place && keyBefore(place, from);
  for await (const page of pagesOf(listing, { prefix, byFolder: false, ...(after && { after }) })) {
    if ('reason' in page) {
      yield [page];
      continue;
    }
    const timeOf = ({ key }: ListedObject) => parseLogFileName(key)?.delivered;
    // In the folder of a day, file names sort by time: no file after this one was delivered
    // earlier.
    const end = page.objects.findIndex((object) => {
      const time = timeOf(object);
      if (!place || time === undefined || time < to) return false;
      return object.key.startsWith(fileNameAt(place, time));
    });
    yield page.objects.filter((object, at) => {
      if (!isFile(object)) return false;
      const time = timeOf(object);
      const isAfterEnd = end >= 0 && at >= end;
      if (!isAfterEnd && (time === undefined || (time >= from && time < to))) return true;
      listing.leftOut.addFile(time !== undefined && time < from ? 'time' : 'late');
      return false;
    });
    if (end >= 0) return;
  }
}

const always = { from: Number.NEGATIVE_INFINITY, to: Number.POSITIVE_INFINITY };

/** Returns a key before the first wanted file of a day; undefined when all files are wanted. */
function keyBefore(place: TrailPlace, from: number): string | undefined {
  const { from: first } = spanOf(place);
  const isKnown = Number.isFinite(first);
  return isKnown && first < from ? `${place.folder}${fileNameAt(place, from)}` : undefined;
}

/** Reverses a list for `newest-first`: S3 lists by key, which is by time. */
export function inDirection<T>({ order }: TrailListing, items: readonly T[]): readonly T[] {
  return order === 'newest-first' ? items.toReversed() : items;
}
