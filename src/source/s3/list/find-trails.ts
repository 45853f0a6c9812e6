import { logsFolder, placeOf } from '../../trail-layout/trail-place.ts';
import type { ListedPage } from './listed-page.ts';
import {
  type Found,
  isFile,
  isWanted,
  listFolder,
  lookInto,
  type Part,
  type TrailListing,
  type TrailPart,
  uriOf,
} from './trail-folders.ts';

/** The regions' folders below a prefix, or what else is to be listed there. */
export async function partsOf(
  listing: TrailListing,
  prefix: string,
): Promise<readonly (Part | Found)[]> {
  const folder = prefix.slice(0, prefix.lastIndexOf('/') + 1);
  const place = placeOf(folder);
  if (place) return isWanted(listing, place) ? regionsIn(listing, { prefix, place }) : [];
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
