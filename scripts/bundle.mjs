/** The bundles of dist/: which modules of src/ go into which file. */

import { readFileSync } from 'node:fs';
import { basename, relative, resolve } from 'node:path';
import { build } from 'rolldown';

/**
 * A file costs half a millisecond to load, and code that is not used costs little: what nearly every
 * command needs is therefore a single file, and other code is loaded when it is first needed.
 */
const bundles = [
  {
    name: 'cli',
    entries: ['src/cli.ts'],
    files: {
      // All that `--version` needs.
      start: ['src/cli.ts'],
      main: [
        'src/commands/commands.ts',
        'src/flags/parse-args.ts',
        'src/commands/query/run.ts',
        'src/commands/stats/run.ts',
        'src/format/events/ndjson-writer.ts',
      ],
    },
  },
  {
    name: 'index',
    entries: ['src/index.ts'],
    files: { main: ['src/library/query.ts', 'src/library/count.ts'] },
  },
  {
    name: 'scan-worker',
    entries: ['src/engine/threads/scan-worker.ts'],
    files: { main: ['src/engine/threads/scan-worker.ts'] },
  },
  {
    name: 'sdk',
    entries: ['credentials', 'cloudtrail', 's3'].map((part) => `src/source/aws/sdk-${part}.ts`),
    files: {},
    // The AWS SDK as modules: code that is not used is left out, and a client for a way to sign in
    // is loaded only when it is used. That halves the code to load, and the time that it takes.
    mainFields: ['module', 'main'],
  },
];

/** Writes all bundles; returns the paths of the modules in them. */
export async function writeBundles(version) {
  const modules = [];
  for (const bundle of bundles) modules.push(...(await writeBundle(bundle, version)));
  return modules;
}

async function writeBundle({ name, entries, files, mainFields }, version) {
  const groups = Object.entries(files).reverse().map(([file, roots], at) => {
    const paths = roots.map((path) => resolve(path));
    // A group takes with it what its modules import; the group of highest priority chooses first.
    return { name: file, test: (id) => paths.includes(id), priority: at };
  });
  const { output } = await build({
    input: Object.fromEntries(entries.map((path) => [basename(path, '.ts'), path])),
    platform: 'node',
    resolve: { mainFields },
    transform: {
      target: 'node20',
      define: { TRAILSCAN_VERSION: JSON.stringify(version) },
    },
    // Some modules are loaded lazily only for bundles in which they are not in a common file.
    checks: { ineffectiveDynamicImport: false },
    plugins: [sdkBeside, lazySegmenter, noProcesses],
    output: {
      dir: 'dist',
      cleanDir: false,
      format: 'esm',
      comments: false,
      // Files with this extension are modules: Node.js need not look for a package.json that says so.
      entryFileNames: '[name].mjs',
      chunkFileNames: `${name}-[name]-[hash].mjs`,
      codeSplitting: { groups },
    },
  });
  return output.flatMap(({ moduleIds = [] }) => moduleIds.map((id) => relative('.', id)));
}

/**
 * Keeps the AWS SDK, which is larger than everything else, in separate bundles, which the others
 * load when they need them.
 */
const sdkBeside = {
  name: 'sdk-beside',
  resolveId: {
    filter: { id: /\/sdk-\w+\.ts$/ },
    handler: (id, _importer, { kind }) =>
      kind === 'dynamic-import'
        ? { id: `./${basename(id, '.ts')}.mjs`, external: true }
        : undefined,
  },
};

/**
 * string-width creates a segmenter when it is loaded, which takes 3 ms or more, although most text
 * is ASCII: lets it create one when it first needs it. cli-table3 has an old version of its own.
 */
const lazySegmenter = rewrite('node_modules/string-width/index.js', {
  'const segmenter = new Intl.Segmenter();':
    'let made; const segmenter = { segment: (text) => (made ??= new Intl.Segmenter()).segment(text) };',
});

/**
 * commander loads what it takes to start other programs, which trailscan does not, and `process` as
 * a module, for which Node.js opens standard input: 3 ms together.
 */
const noProcesses = rewrite('node_modules/commander/lib/command.js', {
  "const childProcess = require('node:child_process');": 'const childProcess = undefined;',
  "const process = require('node:process');": '',
});

/** Returns a plugin that replaces texts in a module of a package. */
function rewrite(path, replacements) {
  const whole = resolve(path);
  return {
    name: `rewrite-${path}`,
    load(id) {
      if (id !== whole) return undefined;
      let code = readFileSync(whole, 'utf8');
      for (const [before, after] of Object.entries(replacements)) {
        if (!code.includes(before)) throw new Error(`${path}: expected '${before}'`);
        code = code.replace(before, after);
      }
      return code;
    },
  };
}
