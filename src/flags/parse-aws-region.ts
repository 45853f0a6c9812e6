import { UsageError } from '../errors.ts';
import { regions } from './regions.ts';
import { suggest } from './suggest.ts';

/**
 * A region in which AWS is asked, or the one word by which a server that speaks S3 calls its own. Throws
 * UsageError.
 */
export function parseAwsRegion(typed: string, subject: string): string {
  if (regionName.test(typed)) return typed;
  throw new UsageError(
    `${subject}: unknown region '${typed}'${suggest(typed, regions)}: expected a name such as us-east-1`,
  );
}

const regionName =
  /^(?:[a-z]+|[a-z]{2,4}(?:-[a-z]+)*-(?:north|south|east|west|central|northeast|northwest|southeast|southwest)-\d{1,2})$/;
