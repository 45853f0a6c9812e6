import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type CompletedPart,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  type S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { describe, expect, test } from 'vitest';
import { startForwarder } from '../support/forwarder.ts';
import { isGet, printed, readsLikeAFolder } from '../support/reads-like-a-folder.ts';
import { startSwiftServer, swiftStranger, swiftUser, whyNoSwift } from '../support/swift-server.ts';
import { largeLogFile, useTrailInS3 } from '../support/trail-in-s3.ts';
import { temporaryFolder, trailscan } from '../support/trailscan.ts';

const skipped = whyNoSwift();
const title = `a trail in Swift${skipped ? ` (skipped: ${skipped})` : ''}`;

describe.skipIf(skipped)(title, { timeout: 120_000 }, () => {
  const trail = useTrailInS3(startSwiftServer, swiftUser);

  readsLikeAFolder(trail);

  test.each([
    ['a wrong secret', { ...swiftUser, secretAccessKey: 'SECRET-that-is-wrong' }],
    ['an unknown access key', { ...swiftUser, accessKeyId: 'AKIAIOSFODNN7EXAMPLE' }],
  ])('cannot be read with %s, and no secret is printed', async (_, credentials) => {
    const { url, environment } = trail();
    const env = environment(url, credentials);
    const run = await trailscan(['query', 's3://trail/AWSLogs/'], { env });
    expect(run).toMatchObject({ stdout: '', exitCode: 4 });
    expect(run.stderr).toContain('the secret access key does not belong to the access key');
    expect(run.stderr).not.toContain(credentials.secretAccessKey);
  });

  test('cannot be read by a user who may not list it', async () => {
    const { url, environment } = trail();
    const env = environment(url, swiftStranger);
    const run = await trailscan(['query', 's3://trail/AWSLogs/'], { env });
    expect(run).toMatchObject({ stdout: '', exitCode: 4 });
    expect(run.stderr).toContain('grant s3:ListBucket on arn:aws:s3:::trail');
  });

  test('can be read with a profile that sets endpoint, region and keys', async () => {
    const { url, folder } = trail();
    const config = join(temporaryFolder(), 'config');
    writeFileSync(
      config,
      `[profile swift]
region = us-east-1
endpoint_url = ${url}
aws_access_key_id = ${swiftUser.accessKeyId}
aws_secret_access_key = ${swiftUser.secretAccessKey}
`,
    );
    const env = { AWS_CONFIG_FILE: config, AWS_SHARED_CREDENTIALS_FILE: '/nowhere' };
    const narrow = ['--account', '111122223333', '--region', 'eu-west-1'];
    const run = await trailscan(['query', 's3://trail/AWSLogs/', ...narrow], {
      env: { ...env, AWS_PROFILE: 'swift', AWS_EC2_METADATA_DISABLED: 'true' },
    });
    const expected = await trailscan(['query', join(folder, 'AWSLogs'), ...narrow]);
    expect(printed(run), run.stderr).toEqual(printed(expected));
  });

  test('can have objects that were uploaded in parts', async () => {
    const { url, client, environment, store } = trail();
    await store('parts', []);
    const body = largeLogFile();
    await uploadInParts(client, { bucket: 'parts', key: 'large.json.gz', body });
    let breaks = 0;
    const { requests, url: at } = await startForwarder(url, async (request) =>
      isGet(request) && breaks++ === 0 ? 400_000 : undefined,
    );
    const run = await trailscan(['query', 's3://parts/'], { env: environment(at) });
    expect(printed(run), run.stderr).toEqual(
      printed(await trailscan(['query', '-'], { stdin: body })),
    );
    expect(requests.filter(isGet).map(({ range }) => range)).toEqual([
      undefined,
      expect.stringMatching(/^bytes=[1-9]\d*-$/),
    ]);
  });
});

interface Upload {
  readonly bucket: string;
  readonly key: string;
  readonly body: Buffer;
}

async function uploadInParts(client: S3Client, { bucket, key, body }: Upload): Promise<void> {
  const object = { Bucket: bucket, Key: key };
  const { UploadId } = await client.send(new CreateMultipartUploadCommand(object));
  const half = Math.floor(body.length / 2);
  const Parts: CompletedPart[] = [];
  for (const Body of [body.subarray(0, half), body.subarray(half)]) {
    const PartNumber = Parts.length + 1;
    const part = new UploadPartCommand({ ...object, UploadId, PartNumber, Body });
    Parts.push({ PartNumber, ETag: (await client.send(part)).ETag });
  }
  await client.send(
    new CompleteMultipartUploadCommand({ ...object, UploadId, MultipartUpload: { Parts } }),
  );
}
