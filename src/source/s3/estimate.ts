import type { Estimate, FolderEstimate } from '../../query/estimate.ts';
import type { StoredObject } from '../log-file.ts';
import { placeOf } from './trail-keys.ts';

/** Sums objects up that are not read. */
export interface Estimator {
  add(object: StoredObject, isCached: boolean): void;
  /** `listRequests`: how many were made to list the objects. */
  result(listRequests: number): Estimate;
}

export function createEstimator(): Estimator {
  const folders = new Map<
    string,
    { -readonly [Key in keyof FolderEstimate]: FolderEstimate[Key] }
  >();
  let cached = 0;
  return {
    add({ key, size }, isCached) {
      const { account = '', region = '', year, month, day } = placeOf(folderOf(key)) ?? {};
      const date = year && month && day ? `${year}-${month}-${day}` : '';
      const id = `${account}/${region}/${date}`;
      const folder = folders.get(id) ?? { account, region, day: date, objects: 0, bytes: 0 };
      folders.set(id, folder);
      folder.objects++;
      folder.bytes += size;
      if (isCached) cached++;
    },
    result(listRequests) {
      const all = [...folders.values()];
      const objects = all.reduce((sum, folder) => sum + folder.objects, 0);
      const bytes = all.reduce((sum, folder) => sum + folder.bytes, 0);
      return { folders: all, objects, bytes, cached, listRequests, getRequests: objects - cached };
    },
  };
}

function folderOf(key: string): string {
  return key.slice(0, key.lastIndexOf('/') + 1);
}
