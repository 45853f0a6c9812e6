import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { allFixtures } from './fixtures/all-fixtures.ts';
import { compareFixtures } from './fixtures/compare-fixtures.ts';

// Rewrites `fixtures/`. With `--check`, compares it instead, lists the differences and exits
// with 1.

const folder = fileURLToPath(new URL('../fixtures/', import.meta.url));
const files = allFixtures();

if (process.argv.includes('--check')) {
  const problems = compareFixtures(folder, files);
  process.stdout.write(problems.map((problem) => `${problem}\n`).join(''));
  process.exitCode = problems.length > 0 ? 1 : 0;
} else {
  rmSync(folder, { recursive: true, force: true });
  for (const { path, bytes } of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), bytes);
  }
  const size = files.reduce((sum, { bytes }) => sum + bytes.length, 0);
  process.stdout.write(`${files.length} files, ${size} bytes\n`);
}
