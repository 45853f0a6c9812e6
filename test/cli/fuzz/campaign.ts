/**
 * Makes documents for a given time, runs filters over them, and prints how much was compared and
 * every difference between what was printed and what the documents of trailscan promise:
 *
 *     npm run fuzz -- --seconds 600 --seed 7
 *     npm run fuzz -- --only 7000003 --keep /tmp/documents
 *
 * The second form runs one round again, and keeps its documents if a folder is given. Exits with 1
 * when there are differences.
 */
import { parseArgs } from 'node:util';
import { setup } from '../../support/build.ts';
import { makeRound, runRound, writeDocuments } from './fuzz-round.ts';

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '60' },
    seed: { type: 'string', default: '1' },
    only: { type: 'string' },
    keep: { type: 'string' },
  },
});
const size = { documents: 600, filters: 4 };
setup();
const first = values.only === undefined ? Number(values.seed) * 1e6 : Number(values.only);
if (values.keep !== undefined) writeDocuments(values.keep, makeRound(first, size.documents));
await runRounds(values.only === undefined ? Number(values.seconds) : 0);

/** Runs at least one round. */
async function runRounds(seconds: number): Promise<void> {
  const end = Date.now() + seconds * 1000;
  const filters = new Set<string>();
  let [documents, records, outputs, differences] = [0, 0, 0, 0];
  let next = first;
  do {
    const round = await runRound(next, size);
    documents += round.documents;
    records += round.records;
    outputs += round.outputs;
    differences += round.differences.length;
    for (const filter of round.filters) filters.add(filter);
    for (const difference of round.differences) print(`--only ${next}: ${difference}`);
    next++;
  } while (Date.now() < end);
  print(
    `${documents} documents with ${records} records, ${filters.size} filters, ${outputs} outputs compared: ${differences} differences`,
  );
  process.exitCode = differences > 0 ? 1 : 0;
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
