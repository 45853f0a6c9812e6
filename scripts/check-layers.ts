/**
 * Checks that the modules of src/ import only from lower floors or from their own room, types
 * included: see "Layers" in .github/CONTRIBUTING.md. A module that is on no floor is an error.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * The floors from the bottom up. A name is a room (a folder of src/ with all folders below it) or a
 * module in src/. If rooms inside a folder are listed, the folder's own name is for its other
 * modules.
 */
const layers = [
  [
    'errors',
    'time-range',
    'iso-time',
    'clock-format',
    'compare-texts',
    'lazy',
    'glob',
    'gzip',
    'streams',
    'yaml',
  ],
  ['event'],
  ['query/condition'],
  ['query'],
  ['source', 'decode', 'filter', 'aggregate', 'format/text'],
  ['engine/disk', 'engine/engine', 'format/table', 'redact'],
  ['engine/order', 'format/events', 'format/counts'],
  ['engine/scan'],
  ['engine/threads', 'engine/count', 'engine/mirror', 'identity'],
  ['engine', 'detect'],
  ['flags', 'report'],
  ['report/summary/measure', 'report/summary/sections'],
  ['report/summary/render'],
  ['commands', 'library'],
  ['cli', 'index', 'report-error', 'stream-output'],
];

/** Modules of the top layer count as one room. */
const top = layers.length - 1;

/** The floors within `source`, in the same way; a list of names is a single room. */
const sourceLayers = [
  [['source/io-error', 'source/read-error', 'source/running-process'], 'source/trail-layout'],
  ['source/aws'],
  [['source/source', 'source/log-file', 'source/source-spec', 'source/s3/store']],
  ['source/mirror', 'source/history'],
  ['source/cache'],
  ['source/s3'],
  ['source/s3/list', 'source/s3/fetch'],
  ['source/trails'],
  ['source'],
];

const src = join(dirname(fileURLToPath(import.meta.url)), '../src');
const modules = readdirSync(src, { recursive: true, encoding: 'utf8' })
  .map((name) => name.replaceAll('\\', '/'))
  .filter((name) => name.endsWith('.ts'));

const problems = modules.flatMap((module) => {
  const text = readFileSync(join(src, module), 'utf8');
  const imports = [
    ...text.matchAll(/(?:\bfrom|\bimport|\bimport\(|\brequire\()\s*['"](\.[^'"]*)['"]/g),
  ];
  return imports.flatMap(([, specifier = '']) => {
    const target = posix.join(posix.dirname(module), specifier);
    return isAllowed(module, target) ? [] : [`src/${module} must not import ${specifier}`];
  });
});
for (const problem of problems) process.stderr.write(`${problem}\n`);
process.exitCode = problems.length > 0 ? 1 : 0;

function isAllowed(module: string, target: string): boolean {
  const [from, to] = [placeOf(module, layers), placeOf(target, layers)];
  if (from.layer === -1 || to.layer === -1) return false;
  if (from.room === 'source' && to.room === 'source') {
    const [inner, innerTo] = [placeOf(module, sourceLayers), placeOf(target, sourceLayers)];
    return innerTo.layer < inner.layer || innerTo.room === inner.room;
  }
  return to.layer < from.layer || to.room === from.room || (to.layer === top && from.layer === top);
}

/** Returns the room with the longest name that the path begins with. */
function placeOf(
  path: string,
  floors: readonly (readonly (string | readonly string[])[])[],
): { layer: number; room: string } {
  const parts = path.replace(/\.ts$/, '').split('/');
  for (let length = parts.length; length > 0; length--) {
    const name = parts.slice(0, length).join('/');
    for (const [layer, rooms] of floors.entries()) {
      const room = rooms.map((names) => [names].flat()).find((names) => names.includes(name));
      if (room) return { layer, room: room.join() };
    }
  }
  return { layer: -1, room: '' };
}
