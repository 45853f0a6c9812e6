/**
 * Measures what trailscan costs: `npm run bench`. Compares it with other tools that answer the same
 * questions on the same files, in one run, and keeps the result in `bench/runs/`. See README.md in
 * this folder.
 */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { listContestants, listStarts } from './contestants.ts';
import { corpora, makeCorpus } from './corpus.ts';
import { judgeGoals } from './goals.ts';
import type { Contestant } from './jobs.ts';
import { keepRun } from './keep-run.ts';
import { describeBuild, describeMachine, describeRivals } from './machine.ts';
import { measure, type Result } from './measure.ts';
import { parseOptions } from './options.ts';
import { renderGoals, renderResults, renderScaling } from './report.ts';
import type { GroupName } from './runs.ts';
import { compareSizes } from './scaling.ts';

/** How often each command is run: often enough for a reproducible median. */
const usualRounds: Record<GroupName, number> = { a: 5, b: 5, c: 3, d: 3, start: 31 };

const titles: Record<GroupName, string> = {
  a: 'a: 300,000 events in 600 files',
  b: 'b: 320,000 events of a year in 40,000 files',
  c: 'c: 0.9 GB of indented JSON in one file, 490,000 events',
  d: 'd: 2,000,000 events in 4,000 files',
  start: 'start: the cost of a command that does almost nothing',
};

const { groups, rounds, against, name } = parseOptions(process.argv.slice(2));
const date = new Date().toISOString().slice(0, 10);
const here = fileURLToPath(new URL('.', import.meta.url));
const runs = new Map<GroupName, readonly Result<Contestant>[]>();
const sections: string[] = [];
const templates = new Set<string>();

for (const group of groups) {
  const contestants = await prepare(group);
  const count = rounds ?? usualRounds[group];
  process.stderr.write(`${group}: ${contestants.length} commands × ${count}\n`);
  const results = await measure(contestants, count);
  runs.set(group, results);
  const turns = count === 1 ? 'One run of each.' : `Medians of ${count} runs of each, in turns.`;
  sections.push(`## ${titles[group]}\n\n${turns}\n\n${renderResults(results)}`);
}

const sizes = compareSizes(runs);
if (sizes.length > 0) sections.push(`## Small and large corpus\n\n${renderScaling(sizes)}`);
sections.push(`## Goals\n\n${renderGoals(judgeGoals(runs))}`);

const report = [
  `# ${date}, ${describeMachine()}\n`,
  `Seconds mean nothing on another machine; ratios do. ${describeRivals()}\n`,
  ...(against ? [`"before" is ${describeBuild(against)}.\n`] : []),
  ...[...templates].map((from) => `The events were made from ${from}.\n`),
  ...sections,
].join('\n');
process.stdout.write(report);
const path = keepRun(join(here, 'runs'), `${date}-${name}`, report);
process.stderr.write(`${path}\n`);

async function prepare(group: GroupName): Promise<Contestant[]> {
  if (group === 'start') return listStarts(against);
  const folder = join(here, '../.bench', group);
  process.stderr.write(`${group}: making the corpus, unless it is there\n`);
  templates.add(await makeCorpus(corpora[group], folder));
  return listContestants(group, folder, against);
}
