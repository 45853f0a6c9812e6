import { createWriteStream, existsSync, mkdirSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip, gzipSync } from 'node:zlib';
import { createRandom, hex, makeEvent, type Random } from './made-up-event.ts';

/** A trail of made-up events, the same on every machine. */
export interface Corpus {
  readonly files: number;
  readonly eventsPerFile: number;
  /** `compact`: one line a file, as AWS writes them. `pretty`: indented, written in a stream. */
  readonly json: 'compact' | 'pretty';
  /** What it takes on disk, in MB. */
  readonly megabytes: number;
}

/** The corpora by name. They are asked for by it, and lie in folders of that name. */
export const corpora = {
  a: { files: 600, eventsPerFile: 500, json: 'compact', megabytes: 45 },
  b: { files: 40_000, eventsPerFile: 8, json: 'compact', megabytes: 200 },
  c: { files: 1, eventsPerFile: 490_000, json: 'pretty', megabytes: 80 },
  d: { files: 4000, eventsPerFile: 500, json: 'compact', megabytes: 300 },
} as const satisfies Record<string, Corpus>;

export type CorpusName = keyof typeof corpora;

/**
 * Makes the corpus in the folder, in AWS's key layout, unless it is there. Throws where the disk has
 * too little space.
 */
export async function makeCorpus(corpus: Corpus, folder: string): Promise<void> {
  if (existsSync(`${folder}.done`)) return;
  mkdirSync(folder, { recursive: true });
  const { bavail, bsize } = statfsSync(folder);
  const free = Math.floor((bavail * bsize) / 1e6);
  if (free < corpus.megabytes) {
    throw new Error(`${folder}: needs ${corpus.megabytes} MB, ${free} MB are free`);
  }
  const random = createRandom(corpus.files * 31 + corpus.eventsPerFile);
  for (let file = 0; file < corpus.files; file++) {
    const day = String(1 + (file % 28)).padStart(2, '0');
    const path = join(folder, 'AWSLogs/111122223333/CloudTrail/us-east-1/2026/10', day);
    mkdirSync(path, { recursive: true });
    if (corpus.json === 'compact') writeCompact(path, corpus.eventsPerFile, { random, day });
    else await writePretty(path, corpus.eventsPerFile, { random, day });
  }
  writeFileSync(`${folder}.done`, '');
}

interface Day {
  readonly random: Random;
  readonly day: string;
}

function writeCompact(folder: string, events: number, { random, day }: Day): void {
  const records = Array.from({ length: events }, () => makeEvent(random, day));
  const bytes = gzipSync(JSON.stringify({ Records: records }), { level: 6 });
  writeFileSync(join(folder, fileName({ random, day })), bytes);
}

async function writePretty(folder: string, events: number, { random, day }: Day): Promise<void> {
  await pipeline(
    Readable.from(prettyDocument(events, { random, day })),
    createGzip({ level: 6 }),
    createWriteStream(join(folder, fileName({ random, day }))),
  );
}

function* prettyDocument(events: number, { random, day }: Day): Generator<string> {
  yield '{\n  "Records": [';
  for (let event = 0; event < events; event++) {
    const text = JSON.stringify(makeEvent(random, day), null, 2).replaceAll('\n', '\n    ');
    yield `${event === 0 ? '' : ','}\n    ${text}`;
  }
  yield '\n  ]\n}\n';
}

function fileName({ random, day }: Day): string {
  return `111122223333_CloudTrail_us-east-1_202610${day}T0000Z_${hex(random, 16)}.json.gz`;
}
