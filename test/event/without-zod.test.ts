import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { expect, test } from 'vitest';

const src = fileURLToPath(new URL('../../src/', import.meta.url));
const ofEvents = readdirSync(`${src}event`)
  .filter((name) => name.endsWith('.ts'))
  .map((name) => `event/${name}`);

test.each([
  ...ofEvents.filter((module) => module !== 'event/event-schema.ts'),
  'filter/compile-filter.ts',
])('%s does not load zod', async (module) => {
  expect(await packagesOf(module)).not.toContain('zod');
});

test('the schema of events loads zod', async () => {
  expect(await packagesOf('event/event-schema.ts')).toContain('zod');
});

/** Returns the packages that the module loads. */
async function packagesOf(module: string): Promise<readonly string[]> {
  const { metafile } = await build({
    entryPoints: [`${src}${module}`],
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    write: false,
    metafile: true,
    logLevel: 'silent',
  });
  return Object.values(metafile.outputs).flatMap(({ imports }) =>
    imports.filter(({ kind }) => kind === 'import-statement').map(({ path }) => path),
  );
}
