import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { type S3Stub, type S3StubOptions, startS3Stub } from './s3-stub.ts';
import { projectRoot } from './trailscan.ts';

/** Starts a stub that stops with the test; `env` points the AWS SDK to it. */
export async function startS3(
  options: S3StubOptions,
): Promise<{ readonly stub: S3Stub; readonly env: Readonly<Record<string, string>> }> {
  const stub = await startS3Stub(options);
  onTestFinished(() => stub.close());
  return { stub, env: environmentOf(stub.url) };
}

/**
 * Returns an environment that points the AWS SDK to an endpoint and hides this machine's settings
 * from it.
 */
export function environmentOf(endpoint: string): Readonly<Record<string, string>> {
  return {
    AWS_ENDPOINT_URL: endpoint,
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE',
    AWS_SECRET_ACCESS_KEY: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
    AWS_CONFIG_FILE: '/nowhere',
    AWS_SHARED_CREDENTIALS_FILE: '/nowhere',
    AWS_EC2_METADATA_DISABLED: 'true',
  };
}

/** Reads the files of a folder as objects; their keys are the relative paths. */
export function objectsIn(folder: string): [key: string, { body: Buffer }][] {
  return readdirSync(join(projectRoot, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => {
      const path = join(parentPath, name);
      const key = path.slice(join(projectRoot, folder).length + 1).replaceAll('\\', '/');
      return [key, { body: readFileSync(path) }];
    });
}
