/** The objects and requests that a run would need. */
export interface Estimate extends Amount {
  /** The objects by account, region and day, in the order of their keys. */
  readonly folders: readonly FolderEstimate[];
  /** The part of the objects that is already on this machine. */
  readonly here: Amount;
  /** The number of list requests that the estimate itself has taken. */
  readonly listRequests: number;
  readonly getRequests: number;
}

/** A number of objects, and their stored size in bytes. */
export interface Amount {
  readonly objects: number;
  readonly bytes: number;
}

/**
 * The objects of a trail's folder for one day. Objects outside such folders have empty names here.
 */
export interface FolderEstimate extends Amount {
  readonly account: string;
  readonly region: string;
  /** The day, as `2026-11-20`. */
  readonly day: string;
}
