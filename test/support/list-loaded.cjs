/** Prints to stderr, at the end of the process, which files of dist/ and modules of Node.js it has loaded. */
const { basename, dirname } = require('node:path');

const before = new Set(process.moduleLoadList);
process.on('exit', () => {
  const files = Object.keys(require.cache)
    .filter((path) => basename(dirname(path)) === 'dist')
    .map((path) => basename(path));
  const modules = process.moduleLoadList.filter((name) => !before.has(name));
  process.stderr.write(JSON.stringify({ files, modules }));
});
