/**
 * Checks that the modules of src/ import from lower layers or their own folder alone, types too:
 * see "The house" in .github/CONTRIBUTING.md. A folder that is in no layer is an error.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';

/** From the bottom up. A name is a folder of src/, with all folders below it, or a module in src/. */
const layers = [
  ['errors', 'time-range', 'iso-time', 'clock-format', 'glob'],
  ['event'],
  ['query'],
  ['source', 'decode', 'filter', 'aggregate', 'format'],
  ['engine', 'identity'],
  ['flags', 'report'],
  ['commands'],
  ['cli', 'index', 'report-error', 'stream-output'],
];

/** Modules of the top layer are one folder. */
const top = layers.length - 1;

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
  const [from, to] = [placeOf(module), placeOf(target)];
  if (from.layer === -1 || to.layer === -1) return false;
  return (
    to.layer < from.layer || to.folder === from.folder || (to.layer === top && from.layer === top)
  );
}

function placeOf(path: string): { layer: number; folder: string } {
  const folder = (path.split('/')[0] ?? '').replace(/\.ts$/, '');
  return { layer: layers.findIndex((names) => names.includes(folder)), folder };
}
