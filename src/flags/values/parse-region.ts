import { UsageError } from '../../errors.ts';
import { regions } from './regions.ts';
import { suggest } from './suggest.ts';

/** Whether this is written as the name of a region, which may be newer than our list. */
export function isRegion(name: string): boolean {
  return regionName.test(name);
}

const regionName =
  /^[a-z]{2,4}(?:-[a-z]+)*-(?:north|south|east|west|central|northeast|northwest|southeast|southwest)-\d{1,2}$/;

export function unknownRegion(typed: string, subject: string): UsageError {
  return new UsageError(
    `${subject}: unknown region '${typed}'${suggest(typed, regions)}: expected a name such as us-east-1`,
  );
}

/**
 * A region in which AWS is asked, or the one word by which a server that speaks S3 calls its own. Throws
 * UsageError.
 */
export function parseAwsRegion(typed: string, subject: string): string {
  if (isRegion(typed) || /^[a-z]+$/.test(typed)) return typed;
  throw unknownRegion(typed, subject);
}
