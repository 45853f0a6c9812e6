import { existsSync, statSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createTextFile } from '../../../src/engine/disk/text-file.ts';
import { temporaryFolder } from '../../support/trailscan.ts';

test('a text file returns the written text, by lines and by positions', () => {
  const path = join(temporaryFolder(), 'text');
  const file = createTextFile(path);
  // Lines of all lengths, some longer than a block, and an empty file.
  const lines = Array.from({ length: 300 }, (_, at) =>
    `${at}é日🙂`.repeat(at === 7 ? 20_000 : at % 40),
  );
  const ends = lines.map((line) => file.append(`${line}\n`));
  file.finish();
  for (const at of [0, 7, 40, 299]) {
    expect(file.read(ends[at - 1] ?? 0, ends[at] ?? 0)).toBe(`${lines[at]}\n`);
  }
  expect([...file.lines()]).toEqual(lines);
  expect(statSync(path).mode & 0o077).toBe(0);
  truncateSync(path, 10);
  expect(() => [...file.lines()]).toThrow('ends too early');
  expect(() => file.read(0, 20)).toThrow('ends too early');
  file.remove();
  expect(existsSync(path)).toBe(false);
});
