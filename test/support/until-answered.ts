import type { ChildProcess } from 'node:child_process';
import { expect } from 'vitest';
import type { S3Stub } from './s3-stub.ts';

/**
 * Waits until the stub has answered more than `count` further requests, or the process has ended.
 */
export async function untilAnswered(
  { counters }: S3Stub,
  count: number,
  child: ChildProcess,
): Promise<void> {
  const answered = () => counters.requests - counters.inFlight;
  const before = answered();
  const isReached = () => answered() - before > count || child.exitCode !== null;
  await expect.poll(isReached, { interval: 5 }).toBe(true);
}
