/**
 * What a query costs: `npm run bench`. Compares trailscan with what else answers the same question
 * on the same files, in one run, and keeps the result in `bench/runs/`.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { makeCorpus } from './corpus.ts';
import { type Candidate, type Cost, measure } from './measure.ts';

const here = dirname(fileURLToPath(import.meta.url));
const corpus = join(here, '../.bench/a');
const bin = join(here, '../bin/trailscan.js');
const oneFile = join(here, '../fixtures/shapes/trail-file.json.gz');

makeCorpus({ folder: corpus, files: 600, eventsPerFile: 500 });

const trailscan = (...args: string[]): string[] => [process.execPath, bin, ...args];
const shell = (line: string): string[] => ['bash', '-c', line];

const scans: Candidate[] = [
  { name: 'gunzip alone', command: shell(`find ${corpus} -name '*.gz' -print0 | xargs -0 zcat`) },
  {
    name: 'zcat and jq, one event name',
    command: shell(
      `find ${corpus} -name '*.gz' -print0 | xargs -0 zcat | jq -c '.Records[] | select(.eventName == "TerminateInstances")'`,
    ),
  },
  {
    name: 'trailscan, selective filter',
    command: trailscan('query', corpus, '--service', 'ec2', '--event', 'TerminateInstances'),
  },
  { name: 'trailscan, everything to NDJSON', command: trailscan('query', corpus, '-o', 'ndjson') },
];
const starts: Candidate[] = [
  { name: 'node -e 0', command: [process.execPath, '-e', '0'] },
  { name: 'trailscan --version', command: trailscan('--version') },
  { name: 'trailscan query, one file', command: trailscan('query', oneFile) },
  { name: 'trailscan query, one file, table', command: trailscan('query', oneFile, '-o', 'table') },
];

const report = [
  `# ${new Date().toISOString().slice(0, 10)}, Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GiB`,
  '',
  'Medians of interleaved runs. Seconds mean nothing on another machine; ratios do.',
  '',
  '## 300,000 events in 600 files',
  '',
  ...renderTable(await measure(scans, 5)),
  '',
  '## Start-up',
  '',
  ...renderTable(await measure(starts, 31)),
  '',
].join('\n');
process.stdout.write(report);
mkdirSync(join(here, 'runs'), { recursive: true });
writeFileSync(join(here, 'runs', `${new Date().toISOString().slice(0, 10)}-query.md`), report);

function renderTable(costs: readonly Cost[]): string[] {
  const floor = costs[0]?.seconds ?? 1;
  return [
    '| | seconds | × the first | peak MB |',
    '|---|---|---|---|',
    ...costs.map(
      ({ name, seconds, megabytes }) =>
        `| ${name} | ${seconds.toFixed(3)} | ${(seconds / floor).toFixed(2)} | ${megabytes > 10 ? megabytes.toFixed(0) : ''} |`,
    ),
  ];
}
