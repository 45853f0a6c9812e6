/** The objects and requests that a run would need. */
export interface Estimate extends Amount {
  /** Estimates by account, Region and day, in the order of the keys. */
  readonly folders: readonly FolderEstimate[];
  /** Objects that are already on disk. */
  readonly here: Amount;
  readonly listRequests: number;
  readonly getRequests: number;
}

/** A number of objects, and their stored size in bytes. */
export interface Amount {
  readonly objects: number;
  readonly bytes: number;
}

/** The objects of a trail's folder for one day. Objects outside such folders have empty names here. */
export interface FolderEstimate extends Amount {
  readonly account: string;
  readonly region: string;
  /** `2026-11-20` */
  readonly day: string;
}
