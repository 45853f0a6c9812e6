/**
 * Measures what it costs to read trails from S3: `npm run bench:s3`. Compares trailscan with the
 * AWS CLI, if it is installed, and with a simple loop of the AWS SDK, on the same objects of an S3
 * stub in a separate process, and keeps the result in `bench/runs/`.
 */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { makeTrailObjects } from '../test/support/trail-objects.ts';
import { keepRun } from './keep-run.ts';
import { describeMachine } from './machine.ts';
import { type Candidate, measure } from './measure.ts';

interface S3Candidate extends Candidate {
  readonly title: string;
}

const here = fileURLToPath(new URL('.', import.meta.url));
const project = join(here, '..');
const days = Array.from({ length: 25 }, (_, day) => `2026-11-${String(day + 1).padStart(2, '0')}`);
const common = { accounts: ['111122223333', '444455556666'], regions: ['us-east-1', 'eu-west-1'] };
const corpora = [
  {
    title: '12,000 objects of 8 events (2 KB)',
    name: 's3-tiny',
    options: { ...common, days, filesPerDay: 120, eventsPerFile: 8, seed: 1 },
    latency: 0,
    rounds: 3,
  },
  {
    title: 'The same, 30 ms away',
    name: 's3-tiny',
    options: { ...common, days, filesPerDay: 120, eventsPerFile: 8, seed: 1 },
    latency: 30,
    rounds: 3,
  },
  {
    title: '400 objects of 10,000 events (1 MB)',
    name: 's3-large',
    options: { ...common, days, filesPerDay: 4, eventsPerFile: 10_000, seed: 2 },
    latency: 0,
    rounds: 3,
  },
];

/** A folder in memory, if there is one: so the disk does not affect the comparison. */
const memory = '/dev/shm';
const copies = mkdtempSync(join(existsSync(memory) ? memory : tmpdir(), 'trailscan-bench-'));
const sections: string[] = [];
for (const { title, name, options, latency, rounds } of corpora) {
  const folder = join(project, '.bench', name);
  if (!existsSync(folder)) {
    for (const { key, body } of makeTrailObjects(options)) {
      mkdirSync(dirname(join(folder, key)), { recursive: true });
      writeFileSync(join(folder, key), body);
    }
  }
  const stub = await startStub(folder, latency);
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: `http://127.0.0.1:${stub.port}`,
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE',
    AWS_SECRET_ACCESS_KEY: 'secret',
    AWS_CONFIG_FILE: '/nowhere',
  });
  process.stderr.write(`${title}: ${rounds} rounds\n`);
  const results = await measure(candidates(), rounds);
  stub.stop();
  const [floor] = results;
  const seconds = floor?.outcome.kind === 'measured' ? floor.outcome.seconds : Number.NaN;
  const rows = results.map(({ candidate, outcome }) =>
    outcome.kind === 'failed'
      ? `| ${candidate.title} | failed: ${outcome.reason} | | |`
      : `| ${candidate.title} | ${outcome.seconds.toFixed(2)} s | ` +
        `${(seconds / outcome.seconds).toFixed(2)} | ${outcome.megabytes?.toFixed(0) ?? ''} |`,
  );
  sections.push(
    `## ${title}\n\n| | seconds | times the speed of the loop | peak MB |\n|---|---|---|---|\n` +
      `${rows.join('\n')}\n`,
  );
}
rmSync(copies, { recursive: true });
const date = new Date().toISOString().slice(0, 10);
const intro =
  'Medians of runs in turns. The stub runs on the same cores. Seconds mean nothing on another ' +
  'machine; ratios do.\n';
const report = [`# ${date}, S3, ${describeMachine()}\n`, intro, ...sections].join('\n');
process.stdout.write(report);
process.stderr.write(`${keepRun(join(here, 'runs'), `${date}-s3`, report)}\n`);

function candidates(): S3Candidate[] {
  const trailscan = [process.execPath, join(project, 'bin/trailscan.js')];
  /** Each run writes to a new folder: emptying one would take time. */
  const into = (command: string) => ['sh', '-c', `exec ${command} ${copies}/$$`];
  const cli = {
    title: 'aws s3 cp --recursive',
    command: into('aws s3 cp --quiet --recursive s3://bench/'),
  };
  return [
    {
      title: 'AWS SDK, a loop in one process',
      command: ['node', join(here, 's3-loop.mjs'), 'bench'],
    },
    ...(spawnSync('aws', ['--version']).status === 0 ? [cli] : []),
    { title: 'trailscan download', command: into(`${trailscan.join(' ')} download s3://bench/`) },
    { title: 'trailscan stats (fetch and count)', command: [...trailscan, 'stats', 's3://bench/'] },
    {
      title: 'trailscan stats --by event',
      command: [...trailscan, 'stats', 's3://bench/', '--by', 'event'],
    },
    {
      title: 'trailscan query --unordered, all events',
      command: [...trailscan, 'query', 's3://bench/', '--unordered'],
    },
  ];
}

async function startStub(
  folder: string,
  latency: number,
): Promise<{ port: number; stop: () => void }> {
  const stub = spawn(
    process.execPath,
    [
      ...['--import', 'tsx', join(project, 'test/support/run-s3-stub.ts')],
      ...['--folder', folder, '--bucket', 'bench', '--latency', String(latency)],
    ],
    { stdio: ['pipe', 'pipe', 'inherit'], cwd: project },
  );
  const [line] = await once(createInterface({ input: stub.stdout }), 'line');
  return { port: JSON.parse(line).port, stop: () => stub.stdin.end() };
}
