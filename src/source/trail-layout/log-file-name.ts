import { startOf } from './calendar.ts';
import { isRegionName } from './region-name.ts';
import { isTrailKind, type TrailKind } from './trail-place.ts';

/** The parts of the name that CloudTrail gives to a log file. */
export interface LogFileName {
  /** The account whose trail it is. */
  readonly account: string;
  readonly kind: TrailKind;
  readonly region: string;
  /** The minute at which it was delivered, in epoch milliseconds. */
  readonly delivered: number;
}

/**
 * Parses the name of a log file in any folder (CloudTrail User Guide, "CloudTrail log file name
 * format"): `ACCOUNT_CloudTrail_REGION_YYYYMMDDTHHmmZ_UNIQUE.json.gz`. Returns undefined for any
 * other name, and for a time at which no file can have been delivered.
 */
export function parseLogFileName(path: string): LogFileName | undefined {
  const [, account, kind, region, year, month, day, hour, minute] =
    form.exec(path.slice(path.lastIndexOf('/') + 1)) ?? [];
  if (account === undefined || region === undefined || year === undefined) return undefined;
  if (!isTrailKind(kind) || !isRegionName(region)) return undefined;
  const delivered = startOf({ year, month, day, hour, minute });
  return delivered === undefined ? undefined : { account, kind, region, delivered };
}

const form = /^(\d{12})_(CloudTrail(?:-\w+)?)_([a-z\d-]+)_(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)Z_[^/]+$/;
