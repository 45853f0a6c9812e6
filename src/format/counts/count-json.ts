import type { Measures, RankedGroups } from '../../query/group.ts';
import { jsonText } from '../text/json-text.ts';
import { forJson } from '../text/sanitize.ts';
import type { CountWriterOptions } from './count-writer-options.ts';
import { measureJson, measureName } from './measure.ts';

/**
 * Renders one JSON object per line and group: a member for each name as it was typed, null when the
 * group has no value, and a member for each measure. The groups that were left out are one object,
 * such as `{"others":7,"events":12}` for seven groups.
 */
export function* renderCountNdjson(
  counts: RankedGroups,
  options: CountWriterOptions,
): Generator<string> {
  for (const object of objectsOf(counts, options)) yield `${object}\n`;
}

/** Renders the same objects as one array, one object per line. */
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
  const measured = (group: Measures) =>
    measures.map((measure) => [measureName(measure), measureJson(measure, group)]);
  for (const group of groups) {
    const members = columns.map(({ header }, at) => [header, group.values[at] || null]);
    yield forJson(jsonText(Object.fromEntries([...members, ...measured(group)])));
  }
  if (others) yield jsonText(Object.fromEntries([['others', others.groups], ...measured(others)]));
}
