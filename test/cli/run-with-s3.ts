import { expect, onTestFinished } from 'vitest';
import { startS3 } from '../support/s3-environment.ts';
import type { BucketOptions, S3Stub, S3StubOptions } from '../support/s3-stub.ts';
import type { StubObject } from '../support/s3-stub-objects.ts';
import { makeTrailObjects, type TrailOptions } from '../support/trail-objects.ts';
import { type TrailscanResult, trailscan } from '../support/trailscan.ts';

/** Credentials of a session, whose secret parts must not be printed. */
export const session = {
  AWS_ACCESS_KEY_ID: 'ASIAIOSFODNN7EXAMPLE',
  AWS_SECRET_ACCESS_KEY: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  AWS_SESSION_TOKEN: 'AQoDYXdzEJr1K5SECRETTOKENexampleu9Rw==',
};

/** A bucket `trail`, and a way to run the command line with it. */
export interface S3Run {
  readonly stub: S3Stub;
  readonly env: Readonly<Record<string, string>>;
  /** Runs the command line to its end, and checks that it prints no secret. */
  run(args: readonly string[], stdin?: string): Promise<TrailscanResult>;
}

/**
 * Starts a stub with a bucket `trail`. No test may send it requests other than to list and get
 * objects (see "Access to AWS" in `trailscan help sources`).
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

/** Checks that no secret was printed, nor any signature of a request. */
export function expectNoSecret({ stdout, stderr }: TrailscanResult): void {
  for (const text of [stdout, stderr]) {
    expect(text).not.toContain(session.AWS_SECRET_ACCESS_KEY);
    expect(text).not.toContain(session.AWS_SESSION_TOKEN);
    expect(text).not.toMatch(/Signature=|X-Amz-Security-Token|AWS4-HMAC/i);
  }
}

/** Default options for the objects of a small trail. */
const smallTrail: TrailOptions = {
  accounts: ['111122223333', '444455556666'],
  regions: ['eu-west-1', 'us-east-1'],
  days: ['2026-11-17', '2026-11-18', '2026-11-19'],
  filesPerDay: 8,
  eventsPerFile: 3,
  seed: 1,
};

/** Options of a trail with 384 objects of one event: so many that worker threads read them. */
export const forWorkers = { filesPerDay: 32, eventsPerFile: 1 } as const;

/** Returns the objects of a generated trail. */
export function objectsOfTrail(options: Partial<TrailOptions> = {}): [string, StubObject][] {
  return [...makeTrailObjects({ ...smallTrail, ...options })].map((made) => [made.key, made]);
}

/** Returns the lines of a text. */
export function lines(text: string): string[] {
  return text.split('\n').slice(0, -1);
}
