import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { factor } from './test/support/runs.ts';

/** Tests that run what was built: the binary, its `main` or its worker threads. */
const ofTheBuild = [
  'test/cli/**/*.test.ts',
  'test/source/path-bytes.test.ts',
  'test/report/pages-in-a-browser.test.ts',
  'test/engine/count/count-groups.test.ts',
  'test/engine/threads/many-threads.test.ts',
  'test/library/**/*.test.ts',
  'test/docs.test.ts',
  'test/package.test.ts',
];

// biome-ignore lint/style/noDefaultExport: vitest reads the default export
export default defineConfig({
  test: {
    testTimeout: 60_000 * Math.max(1, factor),
    // A test may leave a hundred thousand files to remove.
    hookTimeout: 60_000,
    // What a test polls for comes late on a machine that is busy; the test's own time limit is the
    // bound.
    expect: { poll: { timeout: 30_000 } },
    // Our modules keep nothing that one test could leave to another, so files share a process.
    isolate: false,
    // Some tests wait for most of their time, such as for a quota or a server that is silent.
    maxWorkers: availableParallelism() + 1,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: ofTheBuild,
        },
      },
      {
        extends: true,
        test: { name: 'built', include: ofTheBuild, globalSetup: ['test/support/build.ts'] },
      },
    ],
  },
});
