import { expect } from 'vitest';
import type { RecordPredicate } from '../../../src/filter/compile-filter.ts';
import type { FastFindings, FastPath } from './fast-path.ts';
import { asFound, findingsOf } from './findings.ts';
import { readOnSlowPath } from './slow-path.ts';

/** Which of the events the fast way was asked for; absent for all. */
interface Wanted {
  readonly matches?: RecordPredicate;
}

/**
 * Expects that the fast way finds in the file what the slow way finds in it: in one go, if it takes it
 * in one go, and in chunks of `size` bytes. Returns what it found in one go.
 */
export async function expectSameFindings(
  fast: FastPath,
  stored: Buffer,
  { size, ...wanted }: Wanted & { readonly size: number },
): Promise<FastFindings | undefined> {
  await expectSameInChunks(fast, stored, { size, ...wanted });
  return expectSameWhole(fast, stored, wanted);
}

/** The same for a file in one go; undefined when it is not taken in one go. */
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

/** The same for a file in chunks alone. */
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
