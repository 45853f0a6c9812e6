/**
 * Writes package/, the folder that is published: the bundles, one file of types, the rules for
 * those who want to read them, and a manifest without dependencies, because the bundles hold them.
 */

import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Extractor, ExtractorConfig } from '@microsoft/api-extractor';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));
execFileSync(process.execPath, ['scripts/build.mjs'], { stdio: 'inherit' });
rmSync('package', { recursive: true, force: true });
mkdirSync('package');

for (const name of readdirSync('dist')) {
  if (/\.(?:mjs|cjs|txt|json|1)$/.test(name)) cpSync(`dist/${name}`, `package/${name}`);
}
for (const name of ['README.md', 'CHANGELOG.md', 'LICENSE', 'docs', 'rules']) {
  cpSync(name, `package/${name}`, { recursive: true });
}
const command = readFileSync('bin/trailscan.js', 'utf8');
writeFileSync('package/trailscan.cjs', command.replace('../dist/', './'), { mode: 0o755 });
writeFileSync('package/package.json', `${JSON.stringify(manifest(), null, 2)}\n`);
rollUpTypes('dist/types/index.d.ts', 'package/index.d.ts');

/**
 * What the manifest of the repository and that of the package share, and what only the package has.
 */
function manifest() {
  const { name, version, description, keywords, license, type, engines } = JSON.parse(
    readFileSync('package.json', 'utf8'),
  );
  return {
    ...{ name, version, description, keywords, license, type, engines },
    bin: { trailscan: 'trailscan.cjs' },
    man: ['./trailscan.1'],
    exports: {
      '.': { types: './index.d.ts', default: './index.mjs' },
      './package.json': './package.json',
    },
  };
}

/** Writes all that the types of a file refer to into one file. */
function rollUpTypes(from, to) {
  const config = ExtractorConfig.prepare({
    configObject: {
      projectFolder: process.cwd(),
      mainEntryPointFilePath: resolve(from),
      compiler: { tsconfigFilePath: resolve('tsconfig.types.json') },
      dtsRollup: { enabled: true, untrimmedFilePath: resolve(to) },
    },
    configObjectFullPath: undefined,
    packageJsonFullPath: resolve('package.json'),
  });
  const { succeeded } = Extractor.invoke(config, {
    localBuild: true,
    messageCallback: (message) => {
      message.handled = message.logLevel !== 'error';
    },
  });
  if (!succeeded) throw new Error(`${to} could not be written`);
}
