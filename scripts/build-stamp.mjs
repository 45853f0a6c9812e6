/**
 * Records in dist/ which sources it was built from, so that several commands that each ask for a
 * build (`npm install`, the checks, the tests) build only once.
 */

import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';

const stamp = 'dist/.built-from';
/** All inputs of a build. The lock file represents the dependencies. */
const inputs = [
  ...['src', 'assembly', 'rules'],
  ...[
    ...['build', 'build-assembly', 'build-event-names', 'build-resource-table', 'build-rules'],
    ...['build-stamp', 'bundle', 'third-party'],
  ].map((name) => `scripts/${name}.mjs`),
  ...['package.json', 'package-lock.json', 'tsconfig.json', 'tsconfig.types.json'],
];
/** The source files that a build generates. */
const written = [
  'src/decode/scanner/scanner-wasm.ts',
  'src/detect/check/event-names-text.ts',
  'src/event/resources/resource-table-text.ts',
  'src/detect/pack-text.ts',
];

/** Returns a hash of the names and contents of all inputs of a build. */
export function hashSources() {
  const hash = createHash('sha256');
  for (const path of inputs.flatMap(filesIn)) {
    if (!written.includes(path)) hash.update(`${path}\0`).update(readFileSync(path)).update('\0');
  }
  return hash.digest('hex');
}

/**
 * Returns whether these sources have been built; `part` is 'js' for the bundles only, 'all' for the
 * whole of dist/.
 */
export function isBuilt(sources, part) {
  if (written.some((path) => !existsSync(path)) || !existsSync(stamp)) return false;
  const [built, whatWasBuilt] = readFileSync(stamp, 'utf8').split(' ');
  return built === sources && (part === 'js' || whatWasBuilt === 'all');
}

/** Removes the stamp. Call it before a build, so that a failed build does not count. */
export function forgetBuild() {
  rmSync(stamp, { force: true });
}

/** Writes the stamp. Call it after a build. */
export function noteBuild(sources, part) {
  writeFileSync(stamp, `${sources} ${part}`);
}

function filesIn(path) {
  if (!statSync(path).isDirectory()) return [path];
  const names = readdirSync(path).sort();
  return names.flatMap((name) => filesIn(`${path}/${name}`));
}
