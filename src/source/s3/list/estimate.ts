import type { Amount, Estimate, FolderEstimate } from '../../../query/estimate.ts';
import type { StoredObject } from '../../log-file.ts';
import { placeOf } from '../../trail-layout/trail-place.ts';

/** Adds up the objects that a run would read, without reading them. */
export interface Estimator {
  /** Adds an object. `isOnDisk` says whether it is already on this machine. */
  add(object: StoredObject, isOnDisk: boolean): void;
  /** Returns the sums. `listRequests` is the number of requests that listing has taken. */
  result(listRequests: number): Estimate;
}

/** Creates an estimator without objects. */
export function createEstimator(): Estimator {
  const folders = new Map<string, FolderEstimate>();
  let total = nothing;
  let here = nothing;
  return {
    add({ key, size }, isOnDisk) {
      const place = placeOf(key.slice(0, key.lastIndexOf('/') + 1));
      const { account = '', region = '', year, month, day: date } = place ?? {};
      const day = date === undefined ? '' : `${year}-${month}-${date}`;
      const id = `${account}/${region}/${day}`;
      const known = folders.get(id) ?? { account, region, day, ...nothing };
      folders.set(id, { ...known, ...plus(known, size) });
      total = plus(total, size);
      if (isOnDisk) here = plus(here, size);
    },
    result: (listRequests) => ({
      folders: [...folders.values()],
      ...total,
      here,
      listRequests,
      getRequests: total.objects - here.objects,
    }),
  };
}

const nothing: Amount = { objects: 0, bytes: 0 };

function plus({ objects, bytes }: Amount, size: number): Amount {
  return { objects: objects + 1, bytes: bytes + size };
}
