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
 * where the time is not in the calendar.
 */
export function parseLogFileName(path: string): LogFileName | undefined {
  const [, account, kind, region, date, clock] =
    form.exec(path.slice(path.lastIndexOf('/') + 1)) ?? [];
  if (account === undefined || region === undefined || !isTrailKind(kind)) return undefined;
  const [y, m, d] = [date?.slice(0, 4), date?.slice(4, 6), date?.slice(6)];
  const minute = `${y}-${m}-${d}T${clock?.slice(0, 2)}:${clock?.slice(2)}`;
  const delivered = Date.parse(`${minute}Z`);
  // A 30th of February is read as the first of March.
  if (Number.isNaN(delivered) || new Date(delivered).toISOString().slice(0, 16) !== minute) {
    return undefined;
  }
  return { account, kind, region, delivered };
}

const form = /^(\d{12})_(CloudTrail(?:-\w+)?)_([a-z]{2,}(?:-[a-z]+)+-\d+)_(\d{8})T(\d{4})Z_[^/]+$/;
