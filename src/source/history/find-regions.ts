import type { Filter } from '../../query/condition/filter.ts';
import { impliedValues } from '../../query/condition/implied-values.ts';
import { listValues, mayHave } from '../../query/condition/possible-values.ts';
import { type AwsAccess, clientSettings } from '../aws/aws-access.ts';
import { connectCloudTrail } from '../aws/connect-cloudtrail.ts';
import { isRegionName } from '../trail-layout/region-name.ts';
import type { HistoryRegions } from './parse-history-uri.ts';

/**
 * The regions whose Event history is read: those that are named, or all that are enabled, as far as
 * the filter wants them; of none named, those that the filter names, or the current one. Throws what
 * the SDK throws.
 */
export async function findRegions(
  named: HistoryRegions,
  filter: Filter,
  aws: AwsAccess,
): Promise<readonly string[]> {
  const takes = mayHave(impliedValues(filter.when, 'region'));
  if (named === 'all') return (await enabledRegions(aws)).filter(takes);
  if (named !== 'current') return named.filter(takes);
  const wanted = namedRegions(filter);
  if (wanted.length > 0) return wanted;
  const { region } = await connectCloudTrail(aws, undefined);
  return [region].filter(takes);
}

/** Those that the filter names, unless some may be meant that it does not name. */
export function namedRegions({ when }: Filter): readonly string[] {
  const named = listValues(impliedValues(when, 'region')) ?? [];
  // A --where pattern may hold any text, which must not become the name of a host.
  return named.filter(isRegionName);
}

/** The regions that are enabled for the account, as its settings say. */
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
