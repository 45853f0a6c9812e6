import { logsFolder, placeOf } from '../../trail-layout/trail-place.ts';
import { trailsIn } from './find-trails.ts';
import { listFolder, listTrailFolder, type TrailListing, type TrailPart } from './trail-folders.ts';

/**
 * Returns the accounts whose trails are below a prefix, by a few requests that list folders: those
 * in the names of folders. Objects outside of trails are not listed for this.
 */
export async function findAccounts(
  listing: TrailListing,
  prefix: string,
): Promise<readonly string[]> {
  const folder = prefix.slice(0, prefix.lastIndexOf('/') + 1);
  const place = placeOf(folder);
  const isInside = folder.split('/').includes(logsFolder);
  if (place) return accountsIn(listing, { prefix, place });
  if (isInside) return [];
  const trails = await trailsIn(listing, (await listFolder(listing, prefix)).folders);
  return (await Promise.all(trails.map((trail) => accountsIn(listing, trail)))).flat();
}

async function accountsIn(listing: TrailListing, part: TrailPart): Promise<readonly string[]> {
  const { account } = part.place;
  if (account !== undefined) return [account];
  const { below } = await listTrailFolder(listing, part);
  return (await Promise.all(below.map((inner) => accountsIn(listing, inner)))).flat();
}
