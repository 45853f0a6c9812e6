import { createHash } from 'node:crypto';
import {
  createWriteStream,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statfsSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip, gzipSync } from 'node:zlib';
import { alphanumeric, createRandom, type Random } from './random.ts';
import { createEventWriter, listTemplates, type TemplateSet } from './trail/event-writer.ts';
import { type MadeLogFile, makeLogFiles, type TrailPlan } from './trail/log-files.ts';

/** A trail of made-up events, the same on every machine that has the same templates. */
export interface Corpus extends TrailPlan {
  /** `files`: as AWS writes them. `merged`: all in one indented file, as other tools write it. */
  readonly layout: 'files' | 'merged';
  /** Size on disk in MB. */
  readonly megabytes: number;
}

const october = { since: '2026-10-01', until: '2026-10-29' };

/** The corpora by name. Each is in the folder with that name. */
export const corpora = {
  a: { files: 600, eventsPerFile: 500, ...october, layout: 'files', megabytes: 70 },
  b: {
    files: 40_000,
    eventsPerFile: 8,
    since: '2025-11-01',
    until: '2026-11-01',
    layout: 'files',
    megabytes: 250,
  },
  c: { files: 980, eventsPerFile: 500, ...october, layout: 'merged', megabytes: 120 },
  d: { files: 4000, eventsPerFile: 500, ...october, layout: 'files', megabytes: 450 },
} as const satisfies Record<string, Corpus>;

/** The name of a corpus. */
export type CorpusName = keyof typeof corpora;

/** Increased when the same templates no longer make the same corpora. */
const version = 2;

/**
 * Makes the corpus in the folder, unless it is already there from this version and these templates,
 * by default all that are available. Returns a short description of the templates. Throws when the
 * disk has too little space.
 */
export async function makeCorpus(
  corpus: Corpus,
  folder: string,
  templates = listTemplates(),
): Promise<string> {
  const made = describeTemplates(templates);
  const done = `version ${version}, ${made}\n`;
  const doneFile = `${folder}.done`;
  if (existsSync(doneFile) && readFileSync(doneFile, 'utf8') === done) return made;
  rmSync(doneFile, { force: true });
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const { bavail, bsize } = statfsSync(folder);
  const free = Math.floor((bavail * bsize) / 1e6);
  if (free < corpus.megabytes) {
    throw new Error(`${folder}: needs ${corpus.megabytes} MB, ${free} MB are free`);
  }
  const random = createRandom(corpus.files * 31 + corpus.eventsPerFile);
  const files = makeLogFiles(corpus, createEventWriter(templates, random), random);
  if (corpus.layout === 'files') writeFiles(folder, files, random);
  else await writeMerged(join(folder, 'merged.json.gz'), files);
  writeFileSync(doneFile, done);
  return made;
}

/** Describes the templates: how many there are of each kind, and a hash to compare them by. */
function describeTemplates(templates: TemplateSet): string {
  const hash = createHash('sha256').update(JSON.stringify(templates)).digest('hex').slice(0, 8);
  const { real, madeUp } = templates;
  const count = ({ succeeded, failed }: typeof madeUp): number => succeeded.length + failed.length;
  const kinds = `${real ? `${count(real)} real events and ` : ''}${count(madeUp)} made-up ones`;
  return `${kinds} (templates ${hash})`;
}

function writeFiles(folder: string, files: Iterable<MadeLogFile>, random: Random): void {
  for (const file of files) {
    const path = join(folder, keyOf(file, random));
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, gzipSync(`{"Records":[${file.records.join(',')}]}`, { level: 6 }));
  }
}

/** Returns the key in AWS's layout: the folder and the name contain the time of delivery. */
function keyOf({ account, region, delivered }: MadeLogFile, random: Random): string {
  const time = new Date(delivered).toISOString();
  const minute = time.slice(0, 16).replaceAll(/[-:]/g, '');
  const day = time.slice(0, 10).replaceAll('-', '/');
  const name = `${account}_CloudTrail_${region}_${minute}Z_${alphanumeric(random, 16)}.json.gz`;
  return `AWSLogs/${account}/CloudTrail/${region}/${day}/${name}`;
}

async function writeMerged(path: string, files: Iterable<MadeLogFile>): Promise<void> {
  await pipeline(
    Readable.from(mergedDocument(files)),
    createGzip({ level: 6 }),
    createWriteStream(path),
  );
}

function* mergedDocument(files: Iterable<MadeLogFile>): Generator<string> {
  let before = '{\n  "Records": [';
  for (const { records } of files) {
    for (const record of records) {
      const text = JSON.stringify(JSON.parse(record), null, 2).replaceAll('\n', '\n    ');
      yield `${before}\n    ${text}`;
      before = ',';
    }
  }
  yield '\n  ]\n}\n';
}
