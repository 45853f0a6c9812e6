/**
 * Builds dist/: the bundles cli.mjs, index.mjs, scan-worker.mjs and aws-sdk.mjs with their chunks, the declarations in
 * types/, and the licences of what was bundled. With --js-only nothing but the bundles: what is
 * there stays, so that a run of the old build is not disturbed.
 */

import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const jsOnly = process.argv.includes('--js-only');
process.chdir(fileURLToPath(new URL('..', import.meta.url)));
if (!jsOnly) rmSync('dist', { recursive: true, force: true });

await import('./build-assembly.mjs');
/** The AWS SDK is as large as all the rest: the bundles share one. */
const awsSdkBeside = {
  name: 'aws-sdk-beside',
  setup: (building) =>
    building.onResolve({ filter: /\/aws-sdk\.ts$/ }, ({ kind }) =>
      kind === 'dynamic-import' ? { path: './aws-sdk.mjs', external: true } : undefined,
    ),
};
const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
const inputs = [];
// Each is bundled by itself: what it shares with others it has in fewer, larger files, which load in
// less time.
for (const [name, entry] of Object.entries({
  'aws-sdk': 'src/source/s3/aws-sdk.ts',
  cli: 'src/cli.ts',
  index: 'src/index.ts',
  'scan-worker': 'src/engine/scan/scan-worker.ts',
})) {
  const { metafile } = await build({
    entryPoints: { [name]: entry },
    chunkNames: `${name}-[name]-[hash]`,
    outdir: 'dist',
    // What is called so is a module: Node need not look for the package.json that says it.
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    define: { TRAILSCAN_VERSION: JSON.stringify(version) },
    // CommonJS packages call require() for what belongs to node.
    banner: {
      js: "import { createRequire as createNodeRequire } from 'node:module'; const require = createNodeRequire(import.meta.url);",
    },
    metafile: true,
    plugins: [awsSdkBeside],
    logLevel: 'warning',
  });
  inputs.push(...Object.keys(metafile.inputs));
}

if (!jsOnly) {
  writeFileSync('dist/THIRD-PARTY-LICENSES.txt', licenses(inputs));
  execFileSync(process.execPath, ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.types.json'], {
    stdio: 'inherit',
  });
}

function licenses(files) {
  const folders = files.flatMap(
    (file) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0] ?? [],
  );
  return [...new Set(folders)].sort().map(licenseOf).join('\n');
}

function licenseOf(folder) {
  const { name, version, license } = JSON.parse(readFileSync(`${folder}/package.json`, 'utf8'));
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  const text = file ? readFileSync(`${folder}/${file}`, 'utf8') : `${license}\n`;
  return `${name} ${version}\n\n${text}`;
}
