import { startOf } from './calendar.ts';
import { isRegionName } from './region-name.ts';
import { isTrailKind, type TrailKind } from './trail-place.ts';

/** What the name that CloudTrail gives to a log file says. */
export interface LogFileName {
  /** The account whose trail it is. */
  readonly account: string;
  readonly kind: TrailKind;
  readonly region: string;
  /** The minute at which it was delivered, in epoch milliseconds. */
  readonly delivered: number;
}

/**
 * Reads the name of a log file (CloudTrail User Guide, "CloudTrail log file name format"), wherever it
 * lies: `ACCOUNT_CloudTrail_REGION_YYYYMMDDTHHmmZ_UNIQUE.json.gz`. Undefined for any other name, and
 * where no file can have been delivered at that time.
 */
export function parseLogFileName(path: string): LogFileName | undefined {
  const { account, kind, region, ...time } =
    form.exec(path.slice(path.lastIndexOf('/') + 1))?.groups ?? {};
  if (account === undefined || region === undefined || time['year'] === undefined) return undefined;
  if (!isTrailKind(kind) || !isRegionName(region)) return undefined;
  const delivered = startOf({ year: time['year'], ...time });
  return delivered === undefined ? undefined : { account, kind, region, delivered };
}

const form =
  /^(?<account>\d{12})_(?<kind>CloudTrail(?:-\w+)?)_(?<region>[a-z\d-]+)_(?<year>\d{4})(?<month>\d\d)(?<day>\d\d)T(?<hour>\d\d)(?<minute>\d\d)Z_[^/]+$/;
