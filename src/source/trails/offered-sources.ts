import type { AwsAccess } from '../aws/aws-access.ts';
import { connectCloudTrail } from '../aws/connect-cloudtrail.ts';
import { describeOnlyCloudTrailError } from '../aws/describe-cloudtrail-error.ts';
import { describeTrails, type TrailSettings } from './describe-trails.ts';

/** What an account offers to be read. */
export interface OfferedSources {
  /** Where its Event history is read when no region is named. */
  readonly region: string;
  readonly trails: readonly TrailSettings[];
}

/** Asks in the current region, which tells of trails of other regions that record it, too. */
export async function offeredSources(aws: AwsAccess): Promise<OfferedSources> {
  try {
    const cloudTrail = await connectCloudTrail(aws, undefined);
    return { region: cloudTrail.region, trails: await describeTrails(cloudTrail) };
  } catch (error) {
    throw describeOnlyCloudTrailError(error, undefined, aws);
  }
}
