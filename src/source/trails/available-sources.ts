import type { AwsAccess } from '../aws/aws-access.ts';
import { connectCloudTrail } from '../aws/connect-cloudtrail.ts';
import { describeOnlyCloudTrailError } from '../aws/describe-cloudtrail-error.ts';
import { describeTrails, type TrailSettings } from './describe-trails.ts';

/** The sources that can be read with some credentials. */
export interface AvailableSources {
  /** The region whose Event history is read when none is named. */
  readonly region: string;
  readonly trails: readonly TrailSettings[];
}

/**
 * Finds the sources of the current region, including the trails of other regions that record it.
 */
export async function availableSources(aws: AwsAccess): Promise<AvailableSources> {
  try {
    const cloudTrail = await connectCloudTrail(aws, undefined);
    return { region: cloudTrail.region, trails: await describeTrails(cloudTrail) };
  } catch (error) {
    throw describeOnlyCloudTrailError(error, undefined, aws);
  }
}
