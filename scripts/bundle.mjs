/** Writes the bundles of dist/: decides which modules of src/ go into which file. */

import { readFileSync } from 'node:fs';
import { basename, relative, resolve } from 'node:path';
import { build } from 'rolldown';

/** What only runs on S3 need. */
const s3 = [
  'src/source/s3/fetch/object-reader.ts',
  'src/source/s3/list/find-accounts.ts',
  'src/source/s3/list/list-objects.ts',
  'src/source/s3/list/list-trails.ts',
];

/**
 * A file takes half a millisecond to load, so the code of nearly every command is a single file;
 * other code is loaded when it is first needed. All but the library are in CommonJS: starting
 * Node.js with an ES module takes 6 ms more.
 */
const bundles = [
  {
    name: 'cli',
    entries: ['src/cli.ts'],
    files: {
      s3,
      main: [
        'src/commands/commands.ts',
        'src/flags/parse-args.ts',
        'src/commands/query/run.ts',
        'src/commands/stats/run.ts',
        'src/format/events/ndjson-writer.ts',
        'src/format/counts/count-json.ts',
      ],
      // All that `--version` needs.
      start: ['src/cli.ts'],
    },
  },
  {
    name: 'index',
    format: 'esm',
    entries: ['src/index.ts'],
    files: { s3, main: ['src/library/query.ts', 'src/library/count.ts'] },
  },
  {
    name: 'scan-worker',
    entries: ['src/engine/threads/scan-worker.ts'],
    files: { s3, main: ['src/engine/threads/scan-worker.ts'] },
  },
  {
    name: 'sdk',
    entries: ['credentials', 'cloudtrail', 's3'].map((part) => `src/source/aws/sdk-${part}.ts`),
    // S3 needs the credentials; CloudTrail, which is asked rarely, loads more than it needs.
    files: { main: ['credentials', 's3'].map((part) => `src/source/aws/sdk-${part}.ts`) },
    // The AWS SDK as modules: code that is not used is left out, and a client for a way to sign in
    // is loaded only when it is used. That halves the code to load, and the time that it takes.
    mainFields: ['module', 'main'],
  },
];

/**
 * Modules that get a file of their own, which is loaded without waiting when a function of it is
 * called.
 */
const required = ['src/event/resources-and-what.ts', 're2js'];

/** Writes all bundles; returns the paths of the modules in them. */
export async function writeBundles(version) {
  const modules = [];
  const exportsOf = {};
  for (const module of required) {
    const name = basename(module, '.ts');
    const [file] = await write({
      input: { [name]: module },
      output: { format: 'cjs', entryFileNames: '[name].cjs' },
    });
    exportsOf[name] = file.exports;
    modules.push(...file.moduleIds);
  }
  const plugins = [
    sdkBeside,
    loadWhenCalled('src/event/resources-and-what.ts', exportsOf['resources-and-what']),
    rewrite('src/filter/regex.ts', { "require('re2js')": "require('./re2js.cjs')" }),
    lazySegmenter,
    noProcesses,
  ];
  for (const { name, format = 'cjs', entries, files, mainFields } of bundles) {
    const extension = format === 'esm' ? 'mjs' : 'cjs';
    const output = await write({
      input: Object.fromEntries(entries.map((path) => [basename(path, '.ts'), path])),
      resolve: { mainFields },
      define: { TRAILSCAN_VERSION: JSON.stringify(version) },
      plugins,
      output: {
        format,
        entryFileNames: `[name].${extension}`,
        chunkFileNames: `${name}-[name]-[hash].${extension}`,
        codeSplitting: { groups: groupsOf(files) },
      },
    });
    modules.push(...output.flatMap(({ moduleIds }) => moduleIds));
  }
  return modules.map((path) => relative('.', path));
}

/** Returns the groups of modules that share a file: all that the given ones import. */
function groupsOf(files) {
  return Object.entries(files).map(([name, modules], priority) => {
    const paths = modules.map((path) => resolve(path));
    return { name, test: (id) => paths.includes(id), priority };
  });
}

async function write({ input, resolve: resolution, define, plugins = [], output }) {
  const written = await build({
    input,
    platform: 'node',
    resolve: resolution,
    transform: { target: 'node20', define },
    plugins: [...plugins, onlyAscii],
    // In some bundles, a lazily imported module is in a file that is loaded in any case.
    checks: { ineffectiveDynamicImport: false },
    output: { dir: 'dist', cleanDir: false, comments: false, ...output },
  });
  return written.output;
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
        ? { id: `./${basename(id, '.ts')}.cjs`, external: true }
        : undefined,
  },
  // Otherwise Node.js would load what it takes to load ES modules.
  renderChunk: (code, _chunk, { format }) =>
    format === 'cjs' ? code.replace(/\bimport\((?="\.\/sdk-)/g, 'require(') : undefined,
};

/** Writes other characters as escapes: V8 takes twice the memory for a file that has any. */
const onlyAscii = {
  name: 'only-ascii',
  generateBundle(_options, files) {
    for (const file of Object.values(files)) {
      file.code = file.code.replace(
        /[\u0080-\uffff]/g,
        (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
      );
    }
  },
};

/** Replaces the functions of a module with ones that load its file when they are called. */
function loadWhenCalled(path, names) {
  const whole = resolve(path);
  const functions = names.map(
    (name) => `export const ${name} = (...given) => load().${name}(...given);`,
  );
  const code = [
    "import { createRequire } from 'node:module';",
    'const require = createRequire(import.meta.url);',
    'let loaded;',
    `const load = () => (loaded ??= require('./${basename(path, '.ts')}.cjs'));`,
    ...functions,
  ].join('\n');
  return {
    name: `load-when-called-${path}`,
    load: (id) => (id === whole ? { code, moduleType: 'js' } : undefined),
  };
}

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

/** Returns a plugin that replaces texts in a module. */
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
