/** Runs a filter and compares its outputs with what it must find. */
import { pick, type Random } from '../../../bench/random.ts';
import { trailscan } from '../../support/trailscan.ts';
import type { TrailscanResult } from '../../support/trailscan-result.ts';
import {
  compareCells,
  comparedColumns,
  compareLedger,
  compareOrder,
  compareRecords,
  recordsIn,
} from './compare.ts';
import { compareCounts, countedFields } from './compare-counts.ts';
import type { Corpus, Expected } from './expected.ts';
import type { FuzzFilter } from './filter-makers.ts';

/** A filter over a folder of documents. */
export interface Trial {
  readonly corpus: Corpus;
  readonly folder: string;
  readonly filter: FuzzFilter;
  readonly expected: Expected;
  readonly random: Random;
}

/** A command that was run, and how its output differs. */
export interface Output {
  readonly args: readonly string[];
  readonly problems: readonly string[];
}

/** Runs a filter in one order, and one of the other outputs. */
export async function tryFilter(trial: Trial): Promise<readonly Output[]> {
  const { random } = trial;
  const order = pick(random, [[], [], ['--reverse'], ['--unordered'], ['--keep-duplicates']]);
  const threads = ['--threads', threadsFor(random)];
  const listed = await list(trial, 'ndjson', [...order, ...threads]);
  const others = [
    () => list(trial, 'json', [...order, ...threads]),
    () => cells(trial, listed.texts, [...order, ...threads]),
    () => members(trial, listed.texts, [...order, ...threads]),
    () => limited(trial, listed.texts, order),
    () => rows(trial, listed.texts, order),
    () => again(trial, listed.texts),
    () => counts(trial),
    () => counts(trial),
  ];
  // Without an order, every run may have another.
  const isComparable = !order.includes('--unordered');
  return isComparable ? [listed, await pick(random, others)()] : [listed];
}

async function list(trial: Trial, format: 'ndjson' | 'json', flags: readonly string[]) {
  const { corpus, expected, folder, filter } = trial;
  const args = ['query', ...filter.args, '-o', format, '-v', ...flags];
  const result = await trailscan([...args, folder]);
  const keepsDuplicates = flags.includes('--keep-duplicates');
  const texts = recordsIn(result.stdout, format);
  const isOrdered = !flags.includes('--unordered');
  return {
    args,
    texts,
    problems: [
      ...exitProblems(result),
      ...compareRecords(corpus, expected, texts, keepsDuplicates),
      ...(isOrdered ? compareOrder(texts, flags.includes('--reverse')) : []),
      ...compareLedger(corpus, expected, {
        stderr: result.stderr,
        printed: texts.length,
        keepsDuplicates,
      }),
    ],
  };
}

function exitProblems({ exitCode, stderr }: TrailscanResult): readonly string[] {
  return exitCode === 0 || exitCode === 3 ? [] : [`exit code ${exitCode}: ${stderr}`];
}

async function cells(trial: Trial, texts: readonly string[], flags: readonly string[]) {
  const columns = ['--columns', comparedColumns.join()];
  const args = ['query', ...trial.filter.args, '-o', 'csv', ...columns, ...flags];
  const { stdout } = await trailscan([...args, trial.folder]);
  return { args, problems: compareCells(trial.corpus, stdout, texts) };
}

/** Chosen columns as JSON are the same values under the names of the columns. */
async function members(trial: Trial, texts: readonly string[], flags: readonly string[]) {
  const args = [
    'query',
    ...trial.filter.args,
    '-o',
    'ndjson',
    '--columns',
    'event-id,requestID',
    ...flags,
  ];
  const { stdout } = await trailscan([...args, trial.folder]);
  const found = stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
  const wrong = texts.filter((text, index) => {
    const record = JSON.parse(text);
    const id = record.requestID ?? record.requestid ?? record.request_id ?? null;
    return (found[index]?.requestID ?? null) !== id;
  });
  const problems = wrong.map((text) => `other members: ${text}`);
  if (found.length !== texts.length) problems.push(`${found.length} for ${texts.length} records`);
  return { args, problems };
}

async function limited(trial: Trial, texts: readonly string[], order: readonly string[]) {
  const count = 1 + Math.floor(trial.random() * 20);
  const args = [
    'query',
    ...trial.filter.args,
    '-o',
    'ndjson',
    '-n',
    String(count),
    ...order,
    '--threads',
    threadsFor(trial.random),
  ];
  const { stdout } = await trailscan([...args, trial.folder]);
  const isSame = recordsIn(stdout, 'ndjson').join('\n') === texts.slice(0, count).join('\n');
  return { args, problems: isSame ? [] : ['other records than the first ones without a limit'] };
}

/** Tables for reading have a line for each event, whatever is in it. */
async function rows(trial: Trial, texts: readonly string[], order: readonly string[]) {
  const format = pick(trial.random, ['table', 'markdown']);
  const args = [
    'query',
    ...trial.filter.args,
    '-o',
    format,
    '--columns',
    'requestID,userAgent',
    ...order,
  ];
  const { stdout } = await trailscan([...args, trial.folder]);
  const lines = stdout.split('\n').length - (format === 'table' ? 2 : 3);
  const isRight = texts.length === 0 || lines === texts.length;
  return { args, problems: isRight ? [] : [`${lines} rows for ${texts.length} records`] };
}

/** Printed events can be read again, with the same answer. */
async function again(trial: Trial, texts: readonly string[]) {
  const args = ['query', ...trial.filter.args, '-o', 'ndjson', '--keep-duplicates', '--unordered'];
  const { stdout } = await trailscan([...args, '-'], { stdin: texts.join('\n') });
  const found = [...recordsIn(stdout, 'ndjson')].sort();
  const isSame = found.join('\n') === [...texts].sort().join('\n');
  return { args, problems: isSame ? [] : ['other records when the output is read again'] };
}

async function counts(trial: Trial) {
  const { random, filter, folder, corpus, expected } = trial;
  const by = pick(random, countedFields);
  const format = pick(random, ['json', 'ndjson', 'csv'] as const);
  const args = [
    'stats',
    ...filter.args,
    ...(by ? ['--by', by] : []),
    '-o',
    format,
    '--threads',
    threadsFor(random),
  ];
  const { stdout } = await trailscan([...args, folder]);
  return { args, problems: compareCounts(corpus, expected, { stdout, by, format }) };
}

/** Several threads take far longer to start than to read the documents of a round. */
function threadsFor(random: Random): string {
  return random() < 0.03 ? '3' : '1';
}
