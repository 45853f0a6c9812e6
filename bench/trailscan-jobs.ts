import { fileURLToPath } from 'node:url';
import { type CorpusName, corpora } from './corpus.ts';
import { type Contestant, type Job, script } from './jobs.ts';
import { writeMadeUpRules } from './made-up-rules.ts';

/** Lists the jobs of trailscan on the corpus in the folder. */
export function trailscanJobs(corpus: CorpusName, folder: string): Contestant[] {
  const role = 'userIdentity.sessionContext.sessionIssuer.userName';
  return [
    trailscan('count', 'stats', folder),
    trailscan('by-event', 'stats', folder, '--by', 'event'),
    trailscan('by-role', 'stats', folder, '--by', role),
    trailscan('by-three', 'stats', folder, '--by', `event,outcome,${role}`),
    trailscan('summary', 'summary', folder, ...wholeCorpus(corpus)),
    trailscan('detect', 'detect', folder, '-o', 'table'),
    trailscan('detect-many', 'detect', folder, '-o', 'table', '--rules', madeUpRules()),
    trailscan('selective', 'query', folder, '--service', 'ec2', '--event', 'TerminateInstances'),
    ...grepJobs(folder),
    trailscan('ndjson', 'query', folder, '-o', 'ndjson', '--unordered'),
    trailscan('time-order', 'query', folder, '-o', 'ndjson'),
    // c is a single file: no day is separate from others, and nothing is found early.
    ...(corpus === 'c' ? [] : partialJobs(folder)),
    ...(corpus === 'b'
      ? [trailscan('summary-yesterday', 'summary', folder, '--date', '2026-06-17')]
      : []),
  ];
}

/** Writes rules beside the corpora, and returns their folder. */
function madeUpRules(): string {
  return writeMadeUpRules(fileURLToPath(new URL('../.bench/rules', import.meta.url)));
}

/** A text that no event has. */
export const rareText = 'AKIARARETEXT';

/** Lists searches for a text that no event has, that most have, and for no text in particular. */
function grepJobs(folder: string): Contestant[] {
  const grep = (job: Job, expression: string) =>
    trailscan(job, 'stats', folder, '--grep', expression);
  return [
    grep('grep-rare', rareText),
    grep('grep-any-case', `(?i)${rareText}`),
    grep('grep-common', 'amazonaws'),
    grep('grep-no-literal', '[0-9]{9}z'),
  ];
}

/**
 * Lists the jobs that need not read the whole trail, as the names of its files contain their time
 * of delivery.
 */
function partialJobs(folder: string): Contestant[] {
  const query = ['query', folder, '-o', 'ndjson'];
  const day = ['--date', '2026-10-14'];
  return [
    { ...trailscan('first-byte', ...query), untilFirstByte: true },
    { ...trailscan('first-byte-unordered', ...query, '--unordered'), untilFirstByte: true },
    trailscan('first-10', ...query, '--limit', '10'),
    trailscan('last-10', ...query, '--limit', '10', '--reverse'),
    trailscan('one-day', ...query, ...day),
    trailscan('stats-one-day', 'stats', folder, ...day),
  ];
}

/** Returns the flags for the days of the corpus: nearly all of its events are in that time. */
function wholeCorpus(corpus: CorpusName): string[] {
  const { since, until } = corpora[corpus];
  const last = new Date(Date.parse(until) - 86_400_000).toISOString().slice(0, 10);
  return ['--since', since, '--until', last];
}

/** Returns the contestant that runs the job with this checkout's build of trailscan. */
export function trailscan(job: Job, ...args: string[]): Contestant {
  return { job, tool: 'trailscan', command: script('../bin/trailscan.js', ...args) };
}
