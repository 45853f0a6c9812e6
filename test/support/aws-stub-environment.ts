import { onTestFinished } from 'vitest';
import { type AwsStub, type AwsStubOptions, startAwsStub } from './aws-stub.ts';
import { environmentOf } from './s3-environment.ts';
import { type S3Stub, type S3StubOptions, startS3Stub } from './s3-stub.ts';

interface StartedAws {
  readonly stub: AwsStub;
  /** Points the AWS SDK to the stub, and hides this machine's settings from it. */
  readonly env: Readonly<Record<string, string>>;
}

/** Starts a stub of CloudTrail, STS and Account Management that stops with the test. */
export async function startAws(options: AwsStubOptions = {}): Promise<StartedAws> {
  const stub = await startAwsStub(options);
  onTestFinished(() => stub.close());
  return { stub, env: environmentOf(stub.url) };
}

/** Starts the same stub with S3 behind it, under one endpoint. */
export async function startAwsWithS3(
  options: AwsStubOptions,
  s3Options: S3StubOptions,
): Promise<StartedAws & { readonly s3: S3Stub }> {
  const s3 = await startS3Stub(s3Options);
  onTestFinished(() => s3.close());
  return { ...(await startAws({ ...options, s3Url: s3.url })), s3 };
}
