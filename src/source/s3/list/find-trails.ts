import { logsFolder, placeOf } from '../../trail-layout/trail-place.ts';
import type { ListedPage } from './listed-page.ts';
import {
  type BucketPart,
  isFile,
  isWanted,
  listFolder,
  listTrailFolder,
  type ObjectOrError,
  type TrailListing,
  type TrailPart,
  uriOf,
} from './trail-folders.ts';

/** Finds the parts to list below a prefix: the folders of regions in trails, and any others. */
export async function findParts(
  listing: TrailListing,
  prefix: string,
): Promise<readonly (BucketPart | ObjectOrError)[]> {
  const folder = prefix.slice(0, prefix.lastIndexOf('/') + 1);
  const place = placeOf(folder);
  if (place) return isWanted(listing, place) ? regionsIn(listing, { prefix, place }) : [];
  const top = await listFolder(listing, prefix);
  if (top.folders.length + top.objects.length === 0) return top.errors;
  const trails = folder.split('/').includes(logsFolder) ? [] : await trailsIn(listing, top.folders);
  const isObject = top.folders.length === 0 && top.objects.every(({ key }) => key === prefix);
  if (!isObject) noteTrails(listing, { prefix, top, trails });
  if (trails.length === 0) return [{ prefix, place: undefined }];
  return (await Promise.all(trails.map((part) => regionsIn(listing, part)))).flat();
}

/**
 * Notes that only the trails below the prefix are read and nothing else, or that there is no trail.
 */
function noteTrails(
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
  const names = trails.slice(0, maxNamed).map((trail) => uriOf(listing, trail.prefix));
  const more = trails.length > maxNamed ? ` and ${trails.length - maxNamed} more` : '';
  listing.note(`${uri}: only the trails there are read: ${names.join(', ')}${more}`);
}

const maxNamed = 3;

/** How many levels down to look for trails, and in how many folders of a level. */
const maxSearchDepth = 3;
const maxSearchedFolders = 1000;

/** Finds the folders called AWSLogs among these folders, and a few levels below. */
export async function trailsIn(
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
    if (depth === maxSearchDepth || others.length > maxSearchedFolders) return trails;
    const pages = await Promise.all(others.map((folder) => listFolder(listing, folder)));
    level = pages.flatMap((page) => page.folders);
  }
}

/** Finds the folders of regions, for the accounts and kinds that are wanted. */
async function regionsIn(
  listing: TrailListing,
  part: TrailPart,
): Promise<readonly (BucketPart | ObjectOrError)[]> {
  if (!['owner', 'kind', 'region'].includes(part.place.level)) return [part];
  const { found, below } = await listTrailFolder(listing, part);
  const parts = await Promise.all(below.map((inner) => regionsIn(listing, inner)));
  return [...found, ...parts.flat()];
}
