import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

/** Tests that run what is built: the binary, its `main`, or its workers. */
const ofTheBuild = [
  'test/cli/**/*.test.ts',
  'test/report/pages-in-a-browser.test.ts',
  'test/engine/count/count-groups.test.ts',
  'test/engine/threads/many-threads.test.ts',
];

// biome-ignore lint/style/noDefaultExport: vitest reads the default export
export default defineConfig({
  test: {
    testTimeout: 60_000,
    projects: [
      {
        extends: true,
        // Such a test starts nothing that outlives it and changes nothing that others see, so files share a thread.
        test: { name: 'unit', include: ['test/**/*.test.ts'], exclude: ofTheBuild, pool: 'forks', isolate: false },
      },
      {
        extends: true,
        test: { name: 'built', include: ofTheBuild, globalSetup: ['test/support/build.ts'] },
      },
    ],
  },
});
