import { expect } from 'vitest';
import type { RecordPredicate } from '../../../src/filter/compile-filter.ts';
import type { FastFindings, FastPath } from './fast-path.ts';
import { asFound, findingsOf } from './findings.ts';
import { readOnSlowPath } from './slow-path.ts';

/** The events that the fast path must find; absent for all. */
interface Wanted {
  readonly matches?: RecordPredicate;
}

/**
 * Expects that the fast path finds the same in a file as the slow path: in one call, if it can read
 * the file so, and in chunks of `size` bytes. Returns the results of the one call.
 */
export async function expectSameFindings(
  fast: FastPath,
  stored: Buffer,
  { size, ...wanted }: Wanted & { readonly size: number },
): Promise<FastFindings | undefined> {
  await expectSameInChunks(fast, stored, { size, ...wanted });
  return expectSameWhole(fast, stored, wanted);
}

/** Expects the same results in one call; returns undefined when the file cannot be read so. */
export async function expectSameWhole(
  fast: FastPath,
  stored: Buffer,
  { matches }: Wanted = {},
): Promise<FastFindings | undefined> {
  const found = await fast.readWhole(stored);
  if (!found) return undefined;
  const expected = await readOnSlowPath(stored);
  const events = expected.records.filter(matches ?? anything).map(asFound);
  expect(findingsOf(found)).toEqual({ ...findingsOf(expected), events });
  return found;
}

/** Expects the same results in chunks. */
export async function expectSameInChunks(
  fast: FastPath,
  stored: Buffer,
  { matches, size }: Wanted & { readonly size: number },
): Promise<void> {
  const found = await fast.readStream(stored, size);
  const expected = await readOnSlowPath(stored, { size });
  const events = expected.records.filter(matches ?? anything).map(asFound);
  expect(findingsOf(found), `in chunks of ${size} bytes`).toEqual({
    ...findingsOf(expected),
    events,
  });
}

function anything(): boolean {
  return true;
}
