import type { Call } from '../call.ts';
import { listed, phrase, words } from '../phrase.ts';
import { textOf, valuesAt } from '../read-values.ts';
import type { Describe } from '../template.ts';

/**
 * Describes which events a trail records, from selectors of both kinds:
 * `trail main records no management events`, `trail main records only writes`.
 */
export const eventSelectors: Describe = (call) => {
  const trail = call.name('trailName');
  const excluded = listed(call.names('eventSelectors.excludeManagementEventSources'));
  const management = managementIn(call);
  if (management === undefined) return phrase`events recorded by trail ${trail} changed`;
  if (management === 'none') return phrase`trail ${trail} records no management events`;
  if (excluded) return phrase`trail ${trail} records no events of ${excluded}`;
  const which = management === 'all' ? 'all management events' : `only ${management}`;
  return phrase`trail ${trail} records ${words(which)}`;
};

type Management = 'none' | 'reads' | 'writes' | 'all';

/** Returns which management events are recorded; undefined when the call does not say it. */
function managementIn(call: Call): Management | undefined {
  const selectors = call.values('eventSelectors').map((selector) => {
    if (textAt(selector, 'includeManagementEvents')?.toLowerCase() === 'false') return 'none';
    return kinds.get(textAt(selector, 'readWriteType')?.toLowerCase() ?? '') ?? 'all';
  });
  return union([...selectors, ...call.values('advancedEventSelectors').map(advanced)]);
}

/**
 * An advanced selector is for one category, its condition on `readOnly` for reads or writes.
 * Undefined for a selector without a category.
 */
function advanced(selector: unknown): Management | undefined {
  const equals = (field: string) =>
    valuesAt(selector, 'fieldSelectors')
      .filter((each) => textAt(each, 'field') === field)
      .flatMap((each) => valuesAt(each, 'equals').map((value) => textOf(value)));
  const [category] = equals('eventCategory');
  if (category !== 'Management') return category === undefined ? undefined : 'none';
  const [readOnly] = equals('readOnly');
  if (readOnly === undefined) return 'all';
  return readOnly === 'true' ? 'reads' : 'writes';
}

function union(selectors: readonly (Management | undefined)[]): Management | undefined {
  if (selectors.length === 0 || selectors.includes(undefined)) return undefined;
  const kept = new Set(selectors.filter((each) => each !== 'none'));
  const [first] = kept;
  return kept.size > 1 ? 'all' : (first ?? 'none');
}

const kinds: ReadonlyMap<string, Management> = new Map([
  ['readonly', 'reads'],
  ['writeonly', 'writes'],
]);

function textAt(value: unknown, path: string): string | undefined {
  return textOf(valuesAt(value, path)[0]);
}
