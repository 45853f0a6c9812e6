/** What reading objects would take. */
export interface Estimate extends Amount {
  /** By account, region and day, in the order of the keys. */
  readonly folders: readonly FolderEstimate[];
  /** Of the objects, those that need not be fetched. */
  readonly here: Amount;
  readonly listRequests: number;
  readonly getRequests: number;
}

/** Objects, and their bytes as they are stored. */
export interface Amount {
  readonly objects: number;
  readonly bytes: number;
}

/** The objects of a trail's folder for one day; what lies elsewhere has empty names. */
export interface FolderEstimate extends Amount {
  readonly account: string;
  readonly region: string;
  /** `2026-11-20` */
  readonly day: string;
}
