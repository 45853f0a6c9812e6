import { createServer } from 'node:http';
import { expect, onTestFinished, test, vi } from 'vitest';
import { connectCloudTrail } from '../../../src/source/aws/connect-cloudtrail.ts';
import { createCredentials } from '../../../src/source/aws/credentials.ts';
import { describeCloudTrailError } from '../../../src/source/aws/describe-cloudtrail-error.ts';
import { whoAmI } from '../../../src/source/aws/who-am-i.ts';
import { createObjectReader } from '../../../src/source/s3/fetch/object-reader.ts';
import { createLister } from '../../../src/source/s3/list/list-objects.ts';
import { listen } from '../../support/listen.ts';
import { environmentOf } from '../../support/s3-environment.ts';
import { defaultOptions } from '../s3/list-s3.ts';

const { access, credentials, requesterPays } = defaultOptions;
const { signal } = new AbortController();
const aws = { access, credentials, timeout: 600_000 };
const store = { bucket: 'trail', access, requesterPays, timeout: 600_000 };
/** What the client takes, and what waits in the buffers of both sockets. */
const [s3Limit, limit, buffers] = [8 * 2 ** 20, 32 * 2 ** 20, 24 * 2 ** 20];

/** An answer that never ends: after its beginning, the same text comes again and again. */
interface Endless {
  readonly status: number;
  readonly beginning: string;
  readonly repeated: string;
}

/**
 * Starts a server that answers every request without end, and points the AWS SDK to it. The first
 * `sound` requests get an object of one byte.
 */
async function startEndless({ status, beginning, repeated }: Endless, sound = 0) {
  const sent = { bytes: 0 };
  let requests = 0;
  const chunk = repeated.repeat(Math.ceil(2 ** 16 / repeated.length));
  const server = createServer((_, response) => {
    if (++requests <= sound) return response.end('x');
    response.writeHead(status, { 'content-type': 'application/xml' });
    response.write(beginning);
    const goOn = () => {
      if (response.destroyed) return;
      sent.bytes += chunk.length;
      response.write(chunk, goOn);
    };
    goOn();
  });
  onTestFinished(() => void vi.unstubAllEnvs());
  for (const [name, value] of Object.entries(environmentOf(await listen(server)))) {
    vi.stubEnv(name, value);
  }
  return sent;
}

const endlessPage: Endless = {
  status: 200,
  beginning: '<?xml version="1.0"?><ListBucketResult><Name>trail</Name>',
  repeated: '<Contents><Key>AWSLogs/a.json.gz</Key><Size>1</Size></Contents>',
};
const endlessError: Endless = {
  status: 403,
  beginning: '<?xml version="1.0"?><Error><Code>AccessDenied</Code><Message>',
  repeated: 'no ',
};

const tooLong = (mebibytes: number) => `the server's answer is longer than ${mebibytes} MiB`;

for (const [name, answer] of Object.entries({ page: endlessPage, error: endlessError })) {
  test(`a listing ends when the ${name} that S3 sends does not`, async () => {
    const sent = await startEndless(answer);
    const lister = createLister(store, { credentials, signal });
    const page = lister.pages({ prefix: '', byFolder: false }).next();
    await expect(page).rejects.toThrow(tooLong(8));
    expect(sent.bytes).toBeGreaterThan(s3Limit);
    expect(sent.bytes).toBeLessThan(s3Limit + buffers);
  });
}

test('an object whose request fails with an error without end is given up', async () => {
  const sent = await startEndless(endlessError, 1);
  const object = { kind: 'object', name: 's3://trail/x', named: false, key: 'x' } as const;
  const stored = { ...object, store, size: 1, etag: '"x"', modified: 0 };
  const reader = createObjectReader(credentials);
  expect(String(await reader.fetch(stored, signal))).toBe('x');
  // The request made from a template fails in this way, and that of the SDK after it.
  await expect(reader.fetch(stored, signal)).rejects.toThrow(tooLong(8));
  expect(sent.bytes).toBeLessThan(2 * (s3Limit + buffers));
});

test('an answer without end of CloudTrail, STS or the role to assume is given up', async () => {
  const sent = await startEndless({ status: 200, beginning: '{"Events":[', repeated: '{},' });
  const { client, sdk } = await connectCloudTrail(aws, 'us-east-1', { maxAttempts: 1 });
  const error = await client.send(new sdk.LookupEventsCommand({})).catch((error) => error);
  expect(describeCloudTrailError(error, 'us-east-1', access)).toMatchObject({
    message: expect.stringContaining(tooLong(32)),
  });
  expect(sent.bytes).toBeLessThan(limit + buffers);
  await expect(whoAmI(aws)).rejects.toThrow(tooLong(32));
  expect(sent.bytes).toBeLessThan(2 * (limit + buffers));
  const roleArn = 'arn:aws:iam::111122223333:role/reader';
  await expect(createCredentials()({ ...access, roleArn })).rejects.toThrow('too long');
  expect(sent.bytes).toBeLessThan(3 * (limit + buffers));
});
