import { SourceError, UsageError } from '../../errors.ts';
import type { AwsAccess } from '../aws/aws-access.ts';
import { connectCloudTrail } from '../aws/connect-cloudtrail.ts';
import { describeOnlyCloudTrailError } from '../aws/describe-cloudtrail-error.ts';
import { namedRegions } from '../history/find-regions.ts';
import { createS3Source, type S3Options, type S3Source } from '../s3/list/s3-source.ts';
import { describeTrails, type TrailSettings } from './describe-trails.ts';

/** Returns whether the text is a `trail:` URI. */
export function isTrailUri(text: string): boolean {
  return /^trail:/i.test(text);
}

/** Reads the name or ARN after `trail:`. Throws UsageError. */
export function parseTrailUri(uri: string): { readonly name: string; readonly region?: string } {
  const name = uri.slice('trail:'.length);
  const [, region] = /^arn:[\w-]+:cloudtrail:([\w-]+):\d{12}:trail\/[\w.-]+$/.exec(name) ?? [];
  if (region !== undefined) return { name, region };
  if (/^[\w.-]{3,128}$/.test(name)) return { name };
  throw new UsageError(
    `source '${uri}': expected the name or the ARN of a trail, such as trail:management-events`,
  );
}

/**
 * Creates the source of a trail's log files, in the bucket and below the prefix that its settings
 * name.
 */
export function createTrailSource(uri: string, options: S3Options & AwsAccess): S3Source {
  const { name, region } = parseTrailUri(uri);
  let bucket: S3Source | undefined;
  return {
    async *list(request, signal) {
      // A region lists the trails that record it, so any wanted region will do.
      const [wanted] = namedRegions(request.filter);
      const trail = await findTrail(name, region ?? wanted, options);
      const location = locationOf(trail);
      options.note(`${uri} is ${location}`);
      bucket = createS3Source(location, options);
      yield* bucket.list(request, signal);
    },
    async accounts(signal) {
      try {
        const location = locationOf(await findTrail(name, region, options));
        return (await createS3Source(location, options).accounts?.(signal)) ?? [];
      } catch {
        return [];
      }
    },
    measure: (signal) => () => bucket?.measure?.(signal)(),
    listRequests: () => bucket?.listRequests() ?? 0,
  };
}

async function findTrail(
  name: string,
  region: string | undefined,
  aws: AwsAccess,
): Promise<TrailSettings> {
  try {
    const cloudTrail = await connectCloudTrail(aws, region);
    const trails = await describeTrails(cloudTrail, name.startsWith('arn:') ? [name] : []);
    const named = trails.filter((found) => found.name === name || found.arn === name);
    const [trail, another] = named;
    if (another) {
      const arns = named.map(({ arn }) => `trail:${arn}`).join(', ');
      throw new SourceError(
        `trail:${name}: several trails have this name: expected one of ${arns}`,
      );
    }
    if (trail) return trail;
    throw new SourceError(
      `trail:${name}: there is no such trail in ${cloudTrail.region}: 'trailscan sources' lists the trails`,
    );
  } catch (error) {
    throw describeOnlyCloudTrailError(error, region, { ...aws, subject: `trail:${name}` });
  }
}

/**
 * Returns where a trail's log files are (CloudTrail User Guide, "Finding your CloudTrail log
 * files"). An organization's are below its ID, which the settings do not contain.
 */
function locationOf({ bucket, prefix, account, isOrganization }: TrailSettings): string {
  const logs = `${prefix === '' ? '' : `${prefix}/`}AWSLogs/`;
  return `s3://${bucket}/${logs}${isOrganization ? '' : `${account}/`}`;
}
