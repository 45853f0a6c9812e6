import type { Measured, RankedGroups } from '../../query/group.ts';
import { jsonText } from '../text/json-text.ts';
import { forJson } from '../text/sanitize.ts';
import type { CountWriterOptions } from './count-writer-options.ts';
import { measureJson, measureName } from './measure.ts';

/**
 * One JSON object a line for each group: a member for each name, as it was typed, that is null where
 * there is no value, and one for each measure. What was left out is `{"others":7,"events":12}`: so many
 * groups.
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
  { columns, measures }: CountWriterOptions,
): Generator<string> {
  const measured = (group: Measured) =>
    measures.map((measure) => [measureName(measure), measureJson(measure, group)]);
  for (const group of groups) {
    const members = columns.map(({ header }, at) => [header, group.values[at] || null]);
    yield forJson(jsonText(Object.fromEntries([...members, ...measured(group)])));
  }
  if (others) yield jsonText(Object.fromEntries([['others', others.groups], ...measured(others)]));
}
