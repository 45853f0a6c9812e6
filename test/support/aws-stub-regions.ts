import { type Reply, serviceError } from './aws-stub-answers.ts';
import type { Parameters } from './aws-stub-request.ts';

/** The status of a region in an account, as Account Management names it. */
type RegionOptStatus = 'ENABLED' | 'ENABLING' | 'DISABLING' | 'DISABLED' | 'ENABLED_BY_DEFAULT';

/** The regions of an account, with their statuses. */
export type Regions = Readonly<Record<string, RegionOptStatus>>;

/** The regions that every account has, and some that it has to opt into first. */
export const defaultRegions: Regions = {
  ...statusOf('ENABLED_BY_DEFAULT', [
    ...['ap-northeast-1', 'ap-northeast-2', 'ap-northeast-3', 'ap-south-1', 'ap-southeast-1'],
    ...['ap-southeast-2', 'ca-central-1', 'eu-central-1', 'eu-north-1', 'eu-west-1', 'eu-west-2'],
    ...['eu-west-3', 'sa-east-1', 'us-east-1', 'us-east-2', 'us-west-1', 'us-west-2'],
  ]),
  ...statusOf('DISABLED', ['af-south-1', 'ap-east-1', 'eu-south-1', 'il-central-1', 'me-south-1']),
};

function statusOf(status: RegionOptStatus, names: readonly string[]): Regions {
  return Object.fromEntries(names.map((name) => [name, status]));
}

/** Whether a region is enabled; others do not know the credentials. */
export function isEnabled(regions: Regions, name: string): boolean {
  const status = regions[name];
  return status === 'ENABLED' || status === 'ENABLED_BY_DEFAULT';
}

/**
 * Answers ListRegions: regions in the order of their names, at most 50 per page. The default length
 * of a page is not published; here it is 20, so that there is more than one page.
 */
export function listRegions(regions: Regions, parameters: Parameters): Reply {
  const { MaxResults = 20, NextToken, RegionOptStatusContains } = parameters;
  const wanted = Array.isArray(RegionOptStatusContains) ? RegionOptStatusContains : [];
  if (typeof MaxResults !== 'number' || MaxResults < 1 || MaxResults > 50) {
    return serviceError('ValidationException', 'The number of results is not 1 to 50.');
  }
  const found = Object.entries(regions)
    .filter(([, status]) => wanted.length === 0 || wanted.includes(status))
    .sort(([a], [b]) => (a < b ? -1 : 1));
  const start = NextToken === undefined ? 0 : readToken(String(NextToken));
  if (start === undefined) return serviceError('ValidationException', 'The token is not valid.');
  const page = found.slice(start, start + MaxResults);
  const end = start + page.length;
  const value = {
    Regions: page.map(([RegionName, RegionOptStatus]) => ({ RegionName, RegionOptStatus })),
    ...(end < found.length && { NextToken: writeToken(end) }),
  };
  return { kind: 'json', value };
}

function writeToken(start: number): string {
  return Buffer.from(`regions ${start}`).toString('base64');
}

function readToken(token: string): number | undefined {
  const start = /^regions (\d+)$/.exec(Buffer.from(token, 'base64').toString())?.[1];
  return start === undefined ? undefined : Number(start);
}
