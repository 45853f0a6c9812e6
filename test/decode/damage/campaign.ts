/**
 * Reads damaged log files for as long as it is told, and prints how many of them lost more than
 * the damaged record: `npm run damage -- --seconds 600 --seed 7`. `--only SEED` reads one file.
 */
import { parseArgs } from 'node:util';
import { makeDamagedLog } from './damaged-log.ts';
import { judgeReading, type Reading, type Verdict } from './judge-reading.ts';
import { createMatchAllDecoder } from './match-all-decoder.ts';
import { readInChunks, readWhole } from './read-damaged-log.ts';

const { values } = parseArgs({
  options: { seconds: { type: 'string' }, seed: { type: 'string' }, only: { type: 'string' } },
});
const decoder = createMatchAllDecoder();

if (values.only === undefined) {
  await runCampaign(Number(values.seconds ?? 60), Number(values.seed ?? 1));
} else {
  await showOne(Number(values.only));
}

async function runCampaign(seconds: number, firstSeed: number): Promise<void> {
  const end = Date.now() + seconds * 1000;
  /** The seeds by shape, way of reading and verdict. */
  const seeds = new Map<string, number[]>();
  let files = 0;
  let reports = 0;
  for (let seed = firstSeed * 1e6; Date.now() < end; seed++) {
    files++;
    for (const { way, reading, verdict, shape } of await readBothWays(seed)) {
      reports += reading.damage.length;
      if (verdict === 'fine') continue;
      const key = `${verdict}: ${shape}, ${way}`;
      seeds.set(key, [...(seeds.get(key) ?? []), seed]);
    }
  }
  print(`${files} files, each read whole and in chunks; ${reports} reports of damage`);
  for (const [key, found] of [...seeds].sort(([a], [b]) => (a < b ? -1 : 1))) {
    print(`${key}: ${found.length} files, such as ${found.slice(0, 6).join(' ')}`);
  }
  process.exitCode = [...seeds.keys()].every((key) => key.startsWith('merged')) ? 0 : 1;
}

async function showOne(seed: number): Promise<void> {
  const log = makeDamagedLog(seed);
  const { shape, records, damage, hit, chunkBytes, bytes } = log;
  print(JSON.stringify({ shape, records: records.length, damage, hit, chunkBytes }));
  print(JSON.stringify(bytes.toString('latin1', damage.at - 60, damage.at + 60)));
  for (const { way, verdict, reading } of await readBothWays(seed)) {
    const lost = records.flatMap(({ id }, index) => (reading.ids.includes(id) ? [] : [index]));
    print(
      JSON.stringify({ way, verdict, lost, events: reading.ids.length, damage: reading.damage }),
    );
  }
}

async function readBothWays(
  seed: number,
): Promise<
  {
    readonly way: string;
    readonly shape: string;
    readonly reading: Reading;
    readonly verdict: Verdict;
  }[]
> {
  const log = makeDamagedLog(seed);
  const whole = await readWhole(decoder, log.bytes);
  const inChunks = await readInChunks(decoder, log.bytes, log.chunkBytes);
  const { shape } = log;
  return [
    { way: 'whole', shape, reading: whole, verdict: judgeReading(log, whole) },
    { way: 'in chunks', shape, reading: inChunks, verdict: judgeReading(log, inChunks) },
  ];
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
