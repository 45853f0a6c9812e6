import type { RankedGroups } from '../query/group.ts';
import type { CountWriterOptions } from './count-writer-options.ts';
import { jsonText } from './json-text.ts';
import { forJson } from './sanitize.ts';

/**
 * One JSON object a line for each group: a member for each name, as it was typed, that is null where
 * there is no value, and `events`. What was left out is `{"others":7,"events":12}`: so many groups.
 */
export function* renderCountNdjson(
  counts: RankedGroups,
  options: CountWriterOptions,
): Generator<string> {
  for (const object of objectsOf(counts, options)) yield `${object}\n`;
}

/** The same objects as one array, one a line. */
export function* renderCountJson(
  counts: RankedGroups,
  options: CountWriterOptions,
): Generator<string> {
  let before = '[\n';
  for (const object of objectsOf(counts, options)) {
    yield before + object;
    before = ',\n';
  }
  yield before === ',\n' ? '\n]\n' : '[]\n';
}

function* objectsOf(
  { groups, others }: RankedGroups,
  { columns }: CountWriterOptions,
): Generator<string> {
  for (const { values, count } of groups) {
    const members = columns.map(({ header }, at) => [header, values[at] || null]);
    yield forJson(jsonText({ ...Object.fromEntries(members), events: count }));
  }
  if (others) yield jsonText({ others: others.groups, events: others.count });
}
