import { existsSync, statSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { blockWords, createWordFile } from '../../../src/engine/disk/word-file.ts';
import { temporaryFolder } from '../../support/trailscan.ts';

test.each([0, 1, blockWords, 2 * blockWords + 3])('a word file returns %i numbers', (count) => {
  const path = join(temporaryFolder(), 'words');
  const file = createWordFile(path);
  const words = Array.from({ length: count }, (_, at) => 2 ** 32 - 1 - at);
  for (const word of words) file.append(word);
  file.finish();
  const read: number[] = [];
  for (const block of file.blocks()) read.push(...block);
  expect(read).toEqual(words);
  expect(statSync(path).mode & 0o077).toBe(0);
  file.remove();
  expect(existsSync(path)).toBe(false);
});

test('a word file that was cut off is an error, not fewer numbers', () => {
  const path = join(temporaryFolder(), 'words');
  const file = createWordFile(path);
  for (let word = 0; word < 2 * blockWords; word++) file.append(word);
  file.finish();
  const blocks = file.blocks();
  blocks.next();
  truncateSync(path, 10);
  expect(() => blocks.next()).toThrow('ends too early');
  file.remove();
});
