import { UsageError } from '../../errors.ts';
import { regions } from './regions.ts';
import { suggest } from './suggest.ts';

/** Returns whether this has the form of a region name; the region may be newer than our list. */
export function isRegion(name: string): boolean {
  return regionName.test(name);
}

const regionName =
  /^[a-z]{2,4}(?:-[a-z]+)*-(?:north|south|east|west|central|northeast|northwest|southeast|southwest)-\d{1,2}$/;

/** Returns the error for an unknown region; its message begins with `subject`. */
export function unknownRegion(typed: string, subject: string): UsageError {
  return new UsageError(
    `${subject}: unknown region '${typed}'${suggest(typed, regions)}: expected a name such as us-east-1`,
  );
}

/**
 * Returns a region to send requests to: one of AWS, or the single word that an S3-compatible server
 * uses. Throws UsageError.
 */
export function parseAwsRegion(typed: string, subject: string): string {
  if (isRegion(typed) || /^[a-z]+$/.test(typed)) return typed;
  throw unknownRegion(typed, subject);
}
