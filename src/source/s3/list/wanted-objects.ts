/** Lists the objects in a folder of a trail, or elsewhere in a bucket, that can hold wanted events. */
import { parseLogFileName } from '../../trail-layout/log-file-name.ts';
import { fileNameAt, spanOf, type TrailPlace } from '../../trail-layout/trail-place.ts';
import type { ListedObject } from './listed-page.ts';
import {
  isFile,
  type ListedEntry,
  type Part,
  pagesOf,
  positionIn,
  type TrailListing,
} from './trail-folders.ts';

/** Lists the wanted objects of a part, at any depth, in the requested order. */
export async function* objectsOf(listing: TrailListing, part: Part): AsyncGenerator<ListedEntry> {
  const pages = wantedPages(listing, part);
  if (listing.order === 'none') {
    for await (const page of pages) yield* page;
    return;
  }
  if (listing.order === 'oldest-first' && part.place?.level === 'file') {
    // AWS's names are in order. Other keys move to the front of their page only: a day may be long.
    for await (const page of pages) yield* inOrderOfDelivery(listing, page);
    return;
  }
  const all: ListedEntry[] = [];
  for await (const page of pages) for (const found of page) all.push(found);
  yield* inOrderOfDelivery(listing, inDirection(listing, all));
}

/** Sorts by delivery time. Entries whose times are equal or unknown keep their order. */
function inOrderOfDelivery(
  listing: TrailListing,
  all: readonly ListedEntry[],
): readonly ListedEntry[] {
  const position = positionIn(listing);
  const positions = new Map(all.map((found) => [found, position(found)]));
  const positionOf = (found: ListedEntry) => positions.get(found) ?? 0;
  return all.toSorted((a, b) =>
    positionOf(a) === positionOf(b) ? 0 : positionOf(a) - positionOf(b),
  );
}

/** Yields the wanted objects of a part, page by page in the order of keys. */
async function* wantedPages(
  listing: TrailListing,
  { prefix, place }: Part,
): AsyncGenerator<readonly ListedEntry[]> {
  const { from, to } = place ? listing.selection : always;
  const after = place && startIn(place, from);
  for await (const page of pagesOf(listing, { prefix, byFolder: false, ...(after && { after }) })) {
    if ('reason' in page) {
      yield [page];
      continue;
    }
    const timeOf = ({ key }: ListedObject) => parseLogFileName(key)?.delivered;
    // A day's files are named by account, kind, region and time: no file after this one was delivered earlier.
    const end = page.objects.findIndex((object) => {
      const time = timeOf(object);
      if (!place || time === undefined || time < to) return false;
      return object.key.startsWith(fileNameAt(place, time));
    });
    yield page.objects.filter((object, at) => {
      if (!isFile(object)) return false;
      const time = timeOf(object);
      const isBehind = end >= 0 && at >= end;
      if (!isBehind && (time === undefined || (time >= from && time < to))) return true;
      listing.leftOut.addFile(time !== undefined && time < from ? 'time' : 'late');
      return false;
    });
    if (end >= 0) return;
  }
}

const always = { from: Number.NEGATIVE_INFINITY, to: Number.POSITIVE_INFINITY };

/** Returns the key after which the wanted files of a day begin; undefined when all are wanted. */
function startIn(place: TrailPlace, from: number): string | undefined {
  const { from: first } = spanOf(place);
  const isKnown = Number.isFinite(first);
  return isKnown && first < from ? `${place.folder}${fileNameAt(place, from)}` : undefined;
}

/** Reverses a list for `newest-first`: S3 lists in the order of keys, which is that of time. */
export function inDirection<T>({ order }: TrailListing, all: readonly T[]): readonly T[] {
  return order === 'newest-first' ? all.toReversed() : all;
}
