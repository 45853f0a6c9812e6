/** What reading objects would take. */
export interface Estimate {
  /** By account, region and day, in the order of the keys. */
  readonly folders: readonly FolderEstimate[];
  readonly objects: number;
  readonly bytes: number;
  /** Of the objects, those that need not be fetched. */
  readonly cached: number;
  readonly listRequests: number;
  readonly getRequests: number;
}

/** The objects of a trail's folder for one day; what lies elsewhere has empty names. */
export interface FolderEstimate {
  readonly account: string;
  readonly region: string;
  /** `2026-11-20` */
  readonly day: string;
  readonly objects: number;
  readonly bytes: number;
}
