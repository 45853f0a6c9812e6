/**
 * Builds dist/: the bundles cli.js and index.js with what they share in chunks, the declarations in
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

const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
const { metafile } = await build({
  entryPoints: {
    cli: 'src/cli.ts',
    index: 'src/index.ts',
    'scan-worker': 'src/engine/scan/scan-worker.ts',
  },
  outdir: 'dist',
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
  logLevel: 'warning',
});

if (!jsOnly) {
  writeFileSync('dist/THIRD-PARTY-LICENSES.txt', licenses(Object.keys(metafile.inputs)));
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
