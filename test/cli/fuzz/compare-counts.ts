/** Compares the counts of `stats` with those of the records put in. */
import { parse } from 'csv-parse/sync';
import { type Corpus, distinctEvents, type Expected } from './expected.ts';
import type { Delivery } from './made-document.ts';
import { textAt } from './naive-filters.ts';

/** The fields that events are counted by; '' is for their total. */
export const countedFields = [
  '',
  'awsRegion',
  'userIdentity.type',
  'errorCode',
  'eventType',
  'requestID',
];

interface Counts {
  readonly stdout: string;
  readonly by: string;
  readonly format: 'json' | 'ndjson' | 'csv';
}

/** Says how the counts differ; nothing when the filter leaves some events open. */
export function compareCounts(
  corpus: Corpus,
  { verdicts, isExact }: Expected,
  { stdout, by, format }: Counts,
): readonly string[] {
  if (!isExact) return [];
  const matches = corpus.events.filter((delivery) => verdicts.get(delivery) === true);
  const expected = countBy(matches, by);
  const found = countsIn(stdout, by, format);
  const keys = new Set([...expected.keys(), ...found.keys()]);
  return [...keys]
    .filter((key) => expected.get(key) !== found.get(key) && !(by === '' && matches.length === 0))
    .map((key) => `${key} counted ${found.get(key)} times, expected ${expected.get(key)}`);
}

/** Of several deliveries of an event, the one with more information counts. */
function countBy(deliveries: readonly Delivery[], by: string): Map<string, number> {
  const textOf = ({ event }: Delivery) => textAt(event, ...by.split('.'));
  const [empty, others] = [true, false].map((isEmpty) =>
    deliveries.filter((delivery) => (textOf(delivery) === '') === isEmpty),
  );
  const counts = new Map<string, number>();
  for (const delivery of distinctEvents([...(others ?? []), ...(empty ?? [])])) {
    const value = textOf(delivery);
    counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return counts;
}

function countsIn(stdout: string, by: string, format: Counts['format']) {
  const groups: readonly Record<string, unknown>[] =
    format === 'csv'
      ? parse(stdout, { columns: true })
      : format === 'json'
        ? JSON.parse(stdout)
        : stdout
            .split('\n')
            .filter((line) => line !== '')
            .map((line) => JSON.parse(line));
  return new Map(
    groups.map((group) => [by === '' ? '' : String(group[by] ?? ''), Number(group['events'])]),
  );
}
