/** What all who list trails share: folders of a bucket, looked into as far as the selection wants. */
import { type FileError, SourceError } from '../../../errors.ts';
import { ReadError } from '../../read-error.ts';
import type { ListRequest as Request } from '../../source.ts';
import { deliveryPosition } from '../../trail-layout/delivery-span.ts';
import type { LeftOutCount } from '../../trail-layout/left-out.ts';
import type { LeftOutReason, Selection } from '../../trail-layout/selection.ts';
import { placeBelow, spanOf, type TrailPlace } from '../../trail-layout/trail-place.ts';
import type { Lister, ListRequest } from './list-objects.ts';
import type { ListedObject, ListedPage } from './listed-page.ts';

/** How trails are listed. */
export interface TrailListing {
  readonly lister: Lister;
  readonly selection: Selection;
  readonly order: Request['order'];
  /** Takes what is seen and not wanted. */
  readonly leftOut: LeftOutCount;
  /** Is told what the user should know of what is listed. */
  readonly note: (text: string) => void;
}

/** Something to be listed: a folder of a trail, or a part of the bucket that is listed as a whole. */
export interface Part {
  /** What its keys begin with: the folder, and of the part that the user named maybe half a name. */
  readonly prefix: string;
  /** Undefined outside the layout. */
  readonly place: TrailPlace | undefined;
}

/** A part that is in a trail. */
export interface TrailPart extends Part {
  readonly place: TrailPlace;
}

export type Found = ListedObject | FileError;

/** The place of what is found in the order of the listing; what is no object comes first. */
export function positionIn({ order }: Pick<TrailListing, 'order'>): (found: Found) => number {
  return (found) =>
    'key' in found ? deliveryPosition(found.key, order) : Number.NEGATIVE_INFINITY;
}

/** What lies directly in a folder of a trail, and the folders in it that are wanted. */
export async function lookInto(
  listing: TrailListing,
  { prefix, place }: TrailPart,
): Promise<{ readonly found: readonly Found[]; readonly below: readonly TrailPart[] }> {
  const { folders, objects, errors } = await listFolder(listing, prefix);
  const below = folders.flatMap((folder) => {
    const inner = placeBelow(place, folder.slice(place.folder.length, -1));
    return inner && isWanted(listing, inner) ? [{ prefix: folder, place: inner }] : [];
  });
  return { found: [...errors, ...objects.filter(isFile)], below };
}

/** Whether wanted events can be in a folder; else it is counted as left out. */
export function isWanted({ selection, leftOut }: TrailListing, place: TrailPlace): boolean {
  const why = reasonToPass(place, selection);
  if (why) leftOut.addFolder(why);
  return why === undefined;
}

/** As `reasonToLeaveOut`, but each folder costs a request: one that is not named for a region is one of no region. */
function reasonToPass(place: TrailPlace, selection: Selection): LeftOutReason | undefined {
  const { account, kind, region } = place;
  const { from, to } = spanOf(place);
  if (account !== undefined && !selection.takesAccount(account)) return 'account';
  if (region !== undefined && !selection.takesRegion(region)) return 'region';
  if (kind !== undefined && !selection.takesKind(kind)) return 'category';
  if (from >= selection.to) return 'late';
  return to > selection.from ? undefined : 'time';
}

/** All that lies directly below a prefix. */
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

/** Makers of folders leave empty objects that stand for them. */
export function isFile({ key, size }: ListedObject): boolean {
  return size > 0 || !key.endsWith('/');
}

/** The pages of a listing; an error when it is denied, unless none was granted before. */
export async function* pagesOf(
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

export function uriOf({ lister }: TrailListing, prefix: string): string {
  return `s3://${lister.store().bucket}/${prefix}`;
}
