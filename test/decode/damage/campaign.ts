/**
 * Reads log files with one damaged byte for a given time, and prints in how many of them more than
 * the damaged record was lost, with the numbers of such files:
 *
 *     npm run damage -- --seconds 600 --seed 7
 *     npm run damage -- --only 7000678
 *
 * The second form shows one file. Exits with 1 when more was lost than the damaged record and one
 * that it merges with.
 */
import { parseArgs } from 'node:util';
import { createMatchAllDecoder } from '../match-all-decoder.ts';
import { tryDamagedLog } from './try-damaged-log.ts';

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '60' },
    seed: { type: 'string', default: '1' },
    only: { type: 'string' },
  },
});
const decoder = createMatchAllDecoder();
if (values.only === undefined) await tryMany(Number(values.seconds), Number(values.seed));
else await showOne(Number(values.only));

async function tryMany(seconds: number, seed: number): Promise<void> {
  const end = Date.now() + seconds * 1000;
  /** The numbers of the files with each verdict other than `fine`. */
  const seeds = new Map<string, number[]>();
  const first = seed * 1e6;
  let next = first;
  while (Date.now() < end) {
    const { log, results } = await tryDamagedLog(decoder, next);
    for (const { way, verdict } of results) {
      if (verdict === 'fine') continue;
      const key = `${verdict}: ${log.shape}, read ${way}`;
      seeds.set(key, [...(seeds.get(key) ?? []), next]);
    }
    next++;
  }
  const all = [...seeds].sort(([a], [b]) => (a < b ? -1 : 1));
  const merged = all.filter(([key]) => key.startsWith('merged'));
  const worse = all.filter((each) => !merged.includes(each));
  print(`${next - first} files, each read whole and in chunks`);
  print(`${countFiles(worse)} lost more than the damaged record and one that it merged with`);
  print(`${countFiles(merged)} lost the record before or after it, too`);
  for (const [key, found] of all)
    print(`  ${key}: ${found.length}: ${found.slice(0, 8).join(' ')}`);
  process.exitCode = worse.length > 0 ? 1 : 0;
}

function countFiles(seeds: readonly (readonly [string, readonly number[]])[]): number {
  return new Set(seeds.flatMap(([, found]) => found)).size;
}

async function showOne(seed: number): Promise<void> {
  const { log, results } = await tryDamagedLog(decoder, seed);
  const { shape, records, damage, hit, chunkBytes, bytes } = log;
  print(JSON.stringify({ shape, records: records.length, damage, hit, chunkBytes }));
  print(JSON.stringify(bytes.toString('latin1', Math.max(damage.at - 60, 0), damage.at + 60)));
  for (const { way, verdict, reading } of results) {
    const lost = records.flatMap(({ id }, index) => (reading.ids.includes(id) ? [] : [index]));
    print(
      JSON.stringify({ way, verdict, lost, events: reading.ids.length, damage: reading.damage }),
    );
  }
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
