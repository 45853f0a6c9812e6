import { join } from 'node:path';
import { expect, test } from 'vitest';
import { projectRoot, trailscanProcess } from '../support/trailscan.ts';

const file = 'fixtures/shapes/trail-file.json.gz';

test.each([
  ['--version', []],
  ['query of a local file', ['main', 'rolldown-runtime']],
  ['stats of a local file', ['main', 'rolldown-runtime']],
])('%s loads only the files that it needs', async (title, more) => {
  const [first = ''] = title.split(' ');
  const { files } = await loadedBy(first === '--version' ? [first] : [first, file]);
  expect(files).toEqual(['cli', ...['start', ...more].map((name) => `cli-${name}`)].sort());
});

test.each(['query', 'stats'])(
  'a %s of a local file loads no module of Node.js that takes long and is not needed',
  async (command) => {
    const { modules } = await loadedBy([command, file]);
    for (const name of ['crypto', 'child_process', 'worker_threads', 'readline', 'perf_hooks']) {
      expect(modules).not.toContain(`NativeModule ${name}`);
    }
  },
);

/**
 * Returns the names, without hashes, of the files of dist/ that a run loads, and Node's modules.
 */
async function loadedBy(args: readonly string[]) {
  const hook = join(projectRoot, 'test/support/list-loaded.cjs');
  const { stderr } = await trailscanProcess(args, { env: { NODE_OPTIONS: `--require "${hook}"` } });
  const { files, modules } = JSON.parse(stderr);
  const names = files.map((name: string) => name.replace(/(?:-[\w-]{8})?\.[cm]js$/, ''));
  return { files: names.sort(), modules };
}
