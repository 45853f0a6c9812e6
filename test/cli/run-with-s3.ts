import { expect, onTestFinished } from 'vitest';
import { startS3 } from '../support/s3-environment.ts';
import type { BucketOptions, S3Stub, S3StubOptions } from '../support/s3-stub.ts';
import type { StubObject } from '../support/s3-stub-objects.ts';
import { makeTrailObjects, type TrailOptions } from '../support/trail-objects.ts';
import { type TrailscanResult, trailscan } from '../support/trailscan.ts';

/** Credentials of a session, whose secret parts must be seen nowhere. */
export const session = {
  AWS_ACCESS_KEY_ID: 'ASIAIOSFODNN7EXAMPLE',
  AWS_SECRET_ACCESS_KEY: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  AWS_SESSION_TOKEN: 'AQoDYXdzEJr1K5SECRETTOKENexampleu9Rw==',
};

/** A bucket `trail`, and the command line before it. */
export interface S3Run {
  readonly stub: S3Stub;
  readonly env: Readonly<Record<string, string>>;
  /** Runs the built binary to its end; no secret may be in what it prints. */
  run(args: readonly string[], stdin?: string): Promise<TrailscanResult>;
}

/**
 * A stub with a bucket `trail`. Whatever a test does, nothing may be asked of it but lists and objects
 * (see "Access to S3" in `trailscan help sources`).
 */
export async function startTrail(
  objects: Iterable<readonly [key: string, object: StubObject]>,
  {
    bucket,
    ...options
  }: Omit<S3StubOptions, 'buckets'> & { readonly bucket?: Partial<BucketOptions> } = {},
): Promise<S3Run> {
  const started = await startS3({ buckets: [{ name: 'trail', objects, ...bucket }], ...options });
  const env = { ...started.env, ...session };
  const asked = new Set<string>();
  const note = () => {
    for (const operation of Object.keys(started.stub.counters.operations)) asked.add(operation);
  };
  const stub: S3Stub = {
    ...started.stub,
    reset() {
      note();
      started.stub.reset();
    },
  };
  onTestFinished(() => {
    note();
    const allowed = ['ListObjectsV2', 'GetObject'];
    expect([...asked].filter((operation) => !allowed.includes(operation))).toEqual([]);
  });
  return {
    stub,
    env,
    async run(args, stdin) {
      const result = await trailscan(args, { env, ...(stdin !== undefined && { stdin }) });
      expectNoSecret(result);
      return result;
    },
  };
}

/** Nothing that could be used, nor what requests are signed with. */
export function expectNoSecret({ stdout, stderr }: TrailscanResult): void {
  for (const text of [stdout, stderr]) {
    expect(text).not.toContain(session.AWS_SECRET_ACCESS_KEY);
    expect(text).not.toContain(session.AWS_SESSION_TOKEN);
    expect(text).not.toMatch(/Signature=|X-Amz-Security-Token|AWS4-HMAC/i);
  }
}

/** What makes the objects of a small trail, unless a test says something else. */
const smallTrail: TrailOptions = {
  accounts: ['111122223333', '444455556666'],
  regions: ['eu-west-1', 'us-east-1'],
  days: ['2026-11-17', '2026-11-18', '2026-11-19'],
  filesPerDay: 8,
  eventsPerFile: 3,
  seed: 1,
};

/** The objects of a made-up trail. */
export function objectsOfTrail(options: Partial<TrailOptions> = {}): [string, StubObject][] {
  return [...makeTrailObjects({ ...smallTrail, ...options })].map((made) => [made.key, made]);
}

/** The lines of a text. */
export function lines(text: string): string[] {
  return text.split('\n').slice(0, -1);
}
