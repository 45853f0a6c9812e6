/** Lists the folders of trails in a bucket that can hold wanted events. */
import { type FileError, SourceError } from '../../../errors.ts';
import { ReadError } from '../../read-error.ts';
import type { ListRequest } from '../../source.ts';
import { deliveryPosition } from '../../trail-layout/delivery-span.ts';
import type { LeftOutCount } from '../../trail-layout/left-out.ts';
import type { LeftOutReason, Selection } from '../../trail-layout/selection.ts';
import { placeBelow, spanOf, type TrailPlace } from '../../trail-layout/trail-place.ts';
import type { Lister, PageRequest } from './list-objects.ts';
import type { ListedObject, ListedPage } from './listed-page.ts';

/** The state and options that all steps of listing trails share. */
export interface TrailListing {
  readonly lister: Lister;
  readonly selection: Selection;
  readonly order: ListRequest['order'];
  /** Counts the files and folders that are left out. */
  readonly leftOut: LeftOutCount;
  /** Called with notes for the user about the listing. */
  readonly note: (text: string) => void;
}

/** A part of a bucket to list: a folder of a trail, or a prefix that is listed as a whole. */
export interface BucketPart {
  /**
   * The beginning of its keys: a folder, and the beginning of a name in it if the user's prefix
   * ends that way.
   */
  readonly prefix: string;
  /** Its place in the layout of a trail; undefined outside. */
  readonly place: TrailPlace | undefined;
}

/** A part that is in a trail. */
export interface TrailPart extends BucketPart {
  readonly place: TrailPlace;
}

/** An object, or the error of a folder that cannot be listed. */
export type ObjectOrError = ListedObject | FileError;

/**
 * Returns the function that gives the position of an entry in the requested order; errors come
 * first.
 */
export function positionIn({
  order,
}: Pick<TrailListing, 'order'>): (found: ObjectOrError) => number {
  return (found) =>
    'key' in found ? deliveryPosition(found.key, order) : Number.NEGATIVE_INFINITY;
}

/** Lists the files directly in a folder of a trail, and the folders in it that are wanted. */
export async function listTrailFolder(
  listing: TrailListing,
  { prefix, place }: TrailPart,
): Promise<{ readonly found: readonly ObjectOrError[]; readonly below: readonly TrailPart[] }> {
  const { folders, objects, errors } = await listFolder(listing, prefix);
  const below = folders.flatMap((folder) => {
    const inner = placeBelow(place, folder.slice(place.folder.length, -1));
    return inner && isWanted(listing, inner) ? [{ prefix: folder, place: inner }] : [];
  });
  return { found: [...errors, ...objects.filter(isFile)], below };
}

/** Returns whether a folder can hold wanted events; if not, counts it as left out. */
export function isWanted({ selection, leftOut }: TrailListing, place: TrailPlace): boolean {
  const why = reasonToSkip(place, selection);
  if (why) leftOut.addFolder(why);
  return why === undefined;
}

/**
 * Returns why a folder is not listed, as `reasonToLeaveOut` does; but a folder in the place of a
 * region is left out even if its name is not that of a region, because each folder costs a request.
 */
function reasonToSkip(place: TrailPlace, selection: Selection): LeftOutReason | undefined {
  const { account, kind, region } = place;
  const { from, to } = spanOf(place);
  if (account !== undefined && !selection.acceptsAccount(account)) return 'account';
  if (region !== undefined && !selection.acceptsRegion(region)) return 'region';
  if (kind !== undefined && !selection.acceptsKind(kind)) return 'category';
  if (from >= selection.to) return 'late';
  return to > selection.from ? undefined : 'time';
}

/** Lists the folders and objects directly below a prefix. */
export async function listFolder(
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

/**
 * Returns whether an object is a file, and not the empty object that some tools create for a
 * folder.
 */
export function isFile({ key, size }: ListedObject): boolean {
  return size > 0 || !key.endsWith('/');
}

/**
 * Yields the pages of a listing, or an error when it is denied. Throws SourceError if no listing
 * was allowed yet.
 */
export async function* pagesOf(
  listing: TrailListing,
  request: PageRequest,
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

/** Returns the `s3://` URI of a prefix. */
export function uriOf({ lister }: TrailListing, prefix: string): string {
  return `s3://${lister.store().bucket}/${prefix}`;
}
