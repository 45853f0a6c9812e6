import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { startAwsStub } from './aws-stub.ts';
import type { GivenEvent } from './aws-stub-events.ts';
import { environmentOf, objectsIn } from './s3-environment.ts';
import { startS3Stub } from './s3-stub.ts';
import { projectRoot, testEnvironment, trailscanPath } from './trailscan.ts';

/**
 * The time at which the documentation is read: `yesterday` is the day of the incident in
 * fixtures/trail, and all of its events are in the past.
 */
const now = '2026-11-19T22:00:00Z';

const account = '111122223333';

/** The AWS that the commands in the documentation ask. */
export interface DocsServices {
  /** Points commands to the services, and fixes their clock. */
  readonly variables: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

/**
 * Starts an S3 with fixtures/trail in my-trail-bucket, and an Event history with the events that
 * the trail has of one account.
 */
export async function startDocsServices(): Promise<DocsServices> {
  const objects = objectsIn('fixtures/trail');
  const s3 = await startS3Stub({ buckets: [{ name: 'my-trail-bucket', objects }] });
  const aws = await startAwsStub({
    s3Url: s3.url,
    now: new Date(now),
    lookupQuota: 'none',
    account,
    events: eventsByRegion(objects),
    trails: [
      {
        Name: 'management-events',
        TrailARN: 'arn:aws:cloudtrail:us-east-1:123456789012:trail/management-events',
        S3BucketName: 'my-trail-bucket',
        IsMultiRegionTrail: true,
        IsOrganizationTrail: true,
        LogFileValidationEnabled: true,
      },
    ],
    roles: [{ arn: `arn:aws:iam::${account}:role/Audit` }],
  });
  return {
    variables: {
      ...testEnvironment,
      ...environmentOf(aws.url),
      TRAILSCAN_NOW: now,
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
    },
    async close() {
      await aws.close();
      await s3.close();
    },
  };
}

/**
 * Puts into an empty folder what the commands in the documentation expect around them, and returns
 * the variables with which they run there.
 */
export function fillDocsFolder(
  folder: string,
  { variables }: Pick<DocsServices, 'variables'>,
): Readonly<Record<string, string>> {
  symlinkSync(join(projectRoot, 'fixtures'), join(folder, 'fixtures'));
  symlinkSync(join(projectRoot, 'fixtures/trail/AWSLogs'), join(folder, 'AWSLogs'));
  writeFileSync(join(folder, 'aws-config'), awsConfig);
  const config = join(folder, '.config/trailscan');
  mkdirSync(config, { recursive: true });
  writeFileSync(join(config, 'config.yaml'), trailscanConfig);
  mkdirSync(join(folder, '.bin'));
  for (const [name, script] of Object.entries(programs)) {
    writeFileSync(join(folder, '.bin', name), `#!/bin/sh\n${script}\n`);
    chmodSync(join(folder, '.bin', name), 0o755);
  }
  return {
    ...variables,
    HOME: folder,
    PATH: [join(folder, '.bin'), variables['PATH']].join(delimiter),
    AWS_CONFIG_FILE: join(folder, 'aws-config'),
    TRAILSCAN_CONFIG: join(config, 'config.yaml'),
  };
}

/** Programs of other people's machines, beside trailscan itself. */
const programs = {
  trailscan: `exec '${process.execPath}' '${trailscanPath}' "$@"`,
  npx: 'exec "$@"',
  flock: 'shift 2; exec "$@"',
  aws: `exec cat '${join(projectRoot, 'fixtures/shapes/lookup-events.json')}'`,
};

const awsConfig = `[profile audit]
aws_access_key_id = AKIAEXAMPLE
aws_secret_access_key = x
region = us-east-1
`;

const trailscanConfig = `sources:
  prod:
    uri: s3://my-trail-bucket/AWSLogs/
    profile: audit
    role_arn: arn:aws:iam::${account}:role/Audit
`;

function eventsByRegion(objects: ReturnType<typeof objectsIn>) {
  const events: { [region: string]: GivenEvent[] } = {};
  for (const [key, { body }] of objects) {
    if (!key.includes(`/${account}/CloudTrail/`)) continue;
    for (const record of JSON.parse(gunzipSync(body).toString()).Records) {
      events[record.awsRegion] ??= [];
      events[record.awsRegion]?.push(record);
    }
  }
  return events;
}
