import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { findLogFiles } from '../../src/source/find-log-files.ts';
import { temporaryFolder } from '../support/trailscan.ts';

test('a folder may hold more files than a call takes arguments', async () => {
  const folder = temporaryFolder();
  const paths = Array.from({ length: 150_000 }, (_, index) =>
    join(folder, String(index).padStart(6, '0')),
  );
  for (const path of paths) writeFileSync(path, '');
  const found: string[] = [];
  for await (const file of findLogFiles([folder], new AbortController().signal)) {
    found.push('name' in file ? file.name : file.reason);
  }
  expect(found).toEqual(paths);
});
