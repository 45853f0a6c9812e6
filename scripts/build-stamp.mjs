/**
 * Remembers in dist/ which sources it was built from, so that commands that each ask for a build
 * (`npm install`, the checks, the tests) build once.
 */

import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';

const stamp = 'dist/.built-from';
/** All that a build reads. The lock file stands for the dependencies. */
const inputs = [
  ...['src', 'assembly'],
  ...['build', 'build-assembly', 'build-stamp', 'third-party'].map((name) => `scripts/${name}.mjs`),
  ...['package.json', 'package-lock.json', 'tsconfig.json', 'tsconfig.types.json'],
];
/** The source file that a build writes. */
const written = 'src/decode/scanner/scanner-wasm.ts';

/** Returns a hash of the names and contents of all that a build reads. */
export function hashSources() {
  const hash = createHash('sha256');
  for (const path of inputs.flatMap(filesIn)) {
    if (path !== written) hash.update(`${path}\0`).update(readFileSync(path)).update('\0');
  }
  return hash.digest('hex');
}

/** Whether these sources have been built; `part` is 'js' for the bundles only, 'all' for the whole of dist/. */
export function isBuilt(sources, part) {
  if (!existsSync(written) || !existsSync(stamp)) return false;
  const [built, whatWasBuilt] = readFileSync(stamp, 'utf8').split(' ');
  return built === sources && (part === 'js' || whatWasBuilt === 'all');
}

/** To be called before a build: until it is complete, nothing is built. */
export function forgetBuild() {
  rmSync(stamp, { force: true });
}

/** To be called after a build. */
export function noteBuild(sources, part) {
  writeFileSync(stamp, `${sources} ${part}`);
}

function filesIn(path) {
  if (!statSync(path).isDirectory()) return [path];
  const names = readdirSync(path).sort();
  return names.flatMap((name) => filesIn(`${path}/${name}`));
}
