import type { Filter } from '../../query/condition/filter.ts';
import { impliedValues } from '../../query/condition/implied-values.ts';
import { listValues, mayHave } from '../../query/condition/possible-values.ts';
import { type AwsAccess, clientSettings } from '../aws/aws-access.ts';
import { connectCloudTrail } from '../aws/connect-cloudtrail.ts';
import { isRegionName } from '../trail-layout/region-name.ts';
import type { HistoryRegions } from './parse-history-uri.ts';

/**
 * Finds the regions whose Event history is read: those that the URI names, or all enabled ones,
 * except those that the filter excludes. When the URI names none, they are the regions that the
 * filter names, or else the current one. Throws the errors of the SDK.
 */
export async function findRegions(
  named: HistoryRegions,
  filter: Filter,
  aws: AwsAccess,
): Promise<readonly string[]> {
  const accepts = mayHave(impliedValues(filter.when, 'region'));
  if (named === 'all') return (await enabledRegions(aws)).filter(accepts);
  if (named !== 'current') return named.filter(accepts);
  const wanted = namedRegions(filter);
  if (wanted.length > 0) return wanted;
  const { region } = await connectCloudTrail(aws, undefined);
  return [region].filter(accepts);
}

/** Returns the regions that the filter names; none when other regions may pass it as well. */
export function namedRegions({ when }: Filter): readonly string[] {
  const named = listValues(impliedValues(when, 'region')) ?? [];
  // A --where pattern may hold any text, which must not become a host name.
  return named.filter(isRegionName);
}

/** Lists the regions that are enabled for the account. */
async function enabledRegions(aws: AwsAccess): Promise<readonly string[]> {
  const { sdk, region } = await connectCloudTrail(aws, undefined);
  const client = new sdk.AccountClient(await clientSettings(aws, region));
  const regions: string[] = [];
  let token: string | undefined;
  do {
    const page = await client.send(
      new sdk.ListRegionsCommand({
        RegionOptStatusContains: ['ENABLED', 'ENABLED_BY_DEFAULT'],
        MaxResults: 50,
        ...(token !== undefined && { NextToken: token }),
      }),
    );
    for (const { RegionName } of page.Regions ?? []) if (RegionName) regions.push(RegionName);
    token = page.NextToken;
  } while (token !== undefined);
  return regions.sort();
}
