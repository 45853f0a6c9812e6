/** Makes documents from a number, runs filters over them, and compares every output. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRandom, type Random } from '../../../bench/random.ts';
import { createCorpus, expectedOf } from './expected.ts';
import type { FuzzFilter } from './filter-makers.ts';
import { fuzzFilters } from './fuzz-filters.ts';
import { type MadeDocument, makeDocument } from './made-document.ts';
import { isTooDeep, type MadeRecord, makeRecord } from './made-record.ts';
import { tryFilter } from './try-filter.ts';

/** The size of a round. */
export interface RoundSize {
  readonly documents: number;
  readonly filters: number;
}

/** How much a round compared, and the differences. */
export interface RoundResult {
  readonly documents: number;
  readonly records: number;
  readonly filters: readonly string[];
  readonly outputs: number;
  readonly differences: readonly string[];
}

/** Runs the round with this number: always the same documents, filters and flags. */
export async function runRound(seed: number, size: RoundSize): Promise<RoundResult> {
  const random = createRandom(seed);
  const corpus = createCorpus(makeDocuments(random, size.documents));
  const folder = mkdtempSync(join(tmpdir(), 'trailscan-fuzz-'));
  try {
    writeDocuments(folder, corpus.documents);
    const filters = chosen(random, size.filters);
    const differences: string[] = [];
    let outputs = 0;
    for (const filter of filters) {
      const trial = { corpus, folder, filter, expected: expectedOf(corpus, filter), random };
      for (const { args, problems } of await tryFilter(trial)) {
        outputs++;
        differences.push(...problems.map((problem) => `${args.join(' ')}: ${problem}`));
      }
    }
    return {
      documents: corpus.documents.length,
      records: corpus.deliveries.length,
      filters: filters.map(({ args }) => args.join(' ')),
      outputs,
      differences,
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Makes this many documents from a number. */
export function makeRound(seed: number, count: number): readonly MadeDocument[] {
  return makeDocuments(createRandom(seed), count);
}

/**
 * Leaves out what the documents leave open: what a file without events is, and whether a number
 * between records is damaged when the record before it is.
 */
function judged(records: readonly MadeRecord[]): readonly MadeRecord[] {
  if (!records.some(({ kind }) => kind === 'event')) return [];
  const isDamaged = records.some(({ text }) => isTooDeep(text));
  return isDamaged ? records.filter(({ kind }) => kind !== 'foreign') : records;
}

/** Writes documents to a folder. */
export function writeDocuments(folder: string, documents: readonly MadeDocument[]): void {
  mkdirSync(folder, { recursive: true });
  for (const { name, bytes } of documents) writeFileSync(join(folder, name), bytes);
}

function makeDocuments(random: Random, count: number): readonly MadeDocument[] {
  const made: MadeRecord[] = [];
  return Array.from({ length: count }, (_, index) => {
    const records: MadeRecord[] = [];
    const length = random() < 0.03 ? 0 : 1 + Math.floor(random() ** 2 * 6);
    for (let at = 0; at < length; at++) records.push(makeRecord(random, made));
    made.push(...records);
    return makeDocument(random, index, judged(records));
  });
}

/** Always the first, which selects everything. */
function chosen(random: Random, count: number): readonly FuzzFilter[] {
  const rest = fuzzFilters.slice(1).map((filter) => ({ filter, at: random() }));
  rest.sort((a, b) => a.at - b.at);
  return [...fuzzFilters.slice(0, 1), ...rest.map(({ filter }) => filter)].slice(0, count);
}
