import { attributes } from '../../src/event/attributes.ts';
import type { CloudTrailEvent } from '../../src/event/event.ts';
import type { Condition } from '../../src/query/condition/condition.ts';
import {
  type FilterAttribute,
  filterAttributes,
} from '../../src/query/condition/filter-attributes.ts';
import { asks } from '../filter/filter-of.ts';

/** Yields conditions on one attribute, with values that events have and slightly different ones. */
export function* termsFor(
  attribute: FilterAttribute,
  events: readonly CloudTrailEvent[],
): Generator<Condition> {
  const all = events.flatMap((event) => attributes[attribute].values(event));
  const counts = new Map<string, number>();
  for (const value of all) counts.set(value, (counts.get(value) ?? 0) + 1);
  const byCount = [...counts.keys()].sort((a, b) => (counts.get(b) ?? 0) - (counts.get(a) ?? 0));
  const [first = '', second = '', third = ''] = byCount;
  const [rare = '', middle = ''] = [byCount.at(-1), byCount[byCount.length >> 1]];
  const term = (any: readonly string[], none: readonly string[] = []) => asks(attribute, any, none);
  for (const value of new Set([first, rare])) {
    yield term([value]);
    yield term([], [value]);
    yield term([changedCase(value), `${value}x`, value.slice(0, -1), value.slice(1)]);
    yield term([`${value.slice(0, 3)}*`]);
    yield term([], [`*${value.slice(-3)}`]);
    yield term([`*${value.slice(1, 4)}*${value.slice(-1)}`], [rare]);
  }
  yield term([first, middle, rare, 'nothing'], [second, third]);
  yield term(['*']);
  yield term([], ['*']);
}

/**
 * Yields lists of conditions on several attributes, each for one filter, from the values that an
 * event has or does not have.
 */
export function* termsTogether(
  events: readonly CloudTrailEvent[],
): Generator<readonly Condition[]> {
  for (const [index, event] of events.entries()) {
    const chosen = filterAttributes.filter((_, at) => (index * 31 + at * 17) % 5 < 1 + (index % 3));
    yield chosen.flatMap((attribute, at): readonly Condition[] => {
      const values = attributes[attribute].values(event);
      if (values.length === 0) return [asks(attribute, [], ['a*'])];
      return [at === 2 ? asks(attribute, ['*'], ['nothing']) : asks(attribute, values)];
    });
  }
}

function changedCase(text: string): string {
  const lower = text.toLowerCase();
  return text === lower ? text.toUpperCase() : lower;
}

/**
 * Yields `--where` patterns with every operator, from fields that events have and slightly
 * different ones.
 */
export function* patternsFor(events: readonly CloudTrailEvent[]): Generator<string> {
  const fields = events.flatMap((event, index) => {
    const all = [...fieldsOf(event, [])];
    return [all[(index * 7) % all.length], all[(index * 13 + 5) % all.length]].filter(
      (field) => field !== undefined,
    );
  });
  const seen = new Set<string>();
  let last: string[] = [];
  for (const field of fields) {
    const { steps, value } = field;
    const name = steps.join('');
    if (seen.has(name)) continue;
    seen.add(name);
    const conditions = [...conditionsFor(field)];
    yield* conditions;
    const [one = '', other = ''] = [conditions[0], last[seen.size % Math.max(1, last.length)]];
    if (other !== '') {
      yield `{ (${one}) && (${other}) }`;
      yield `{ ${one} || (${other} && $${name} EXISTS) }`;
      yield `((${other} || ${one}) && $.eventName = "*e*") || ($.errorCode EXISTS && ${other})`;
    }
    if (typeof value === 'string') last = conditions;
  }
}

interface Field {
  /** `.name`, `['odd name']` and `[0]`. */
  readonly steps: readonly string[];
  readonly value: unknown;
}

function* fieldsOf(value: unknown, steps: readonly string[]): Generator<Field> {
  if (steps.length > 0) yield { steps, value };
  if (typeof value !== 'object' || value === null) return;
  for (const [key, inner] of Object.entries(value)) {
    const isName = /^[\w-]+$/.test(key);
    const step = Array.isArray(value) ? `[${key}]` : isName ? `.${key}` : `['${quoted(key)}']`;
    yield* fieldsOf(inner, [...steps, step]);
  }
}

function* conditionsFor({ steps, value }: Field): Generator<string> {
  const selector = `$${steps.join('')}`;
  const wild = `$${steps.map((step, at) => (/^\[\d/.test(step) || (at > 0 && at === steps.length - 1) ? '[*]' : step)).join('')}`;
  yield* comparisons(selector, value);
  yield `${selector} EXISTS`;
  yield `${selector} NOT EXISTS`;
  yield `${selector} IS NULL`;
  yield `${selector}.a NOT EXISTS`;
  yield `${selector}[0] EXISTS`;
  if (wild !== selector) {
    yield `${wild} EXISTS`;
    yield* [...comparisons(wild, value)].slice(0, 2);
  }
}

function* comparisons(selector: string, value: unknown): Generator<string> {
  if (typeof value === 'number') {
    for (const operator of ['=', '!=', '<', '>', '<=', '>='])
      yield `${selector} ${operator} ${value}`;
    yield `${selector} > ${value - 1}`;
  } else if (typeof value === 'boolean') {
    yield `${selector} IS ${value ? 'TRUE' : 'FALSE'}`;
    yield `${selector} IS ${value ? 'FALSE' : 'TRUE'}`;
    yield `${selector} = ${value}`;
  } else {
    const text = typeof value === 'string' ? value : 'HIDDEN_DUE_TO_SECURITY_REASONS';
    const [half, least] = [
      text.slice(0, text.length >> 1),
      text.replace(/[^\w-]/g, '').slice(0, 3),
    ];
    yield `${selector} = "${quoted(text)}"`;
    yield `${selector} != "${quoted(text)}"`;
    yield `${selector} = '${quoted(half)}*'`;
    yield `${selector} = "*${quoted(text.slice(half.length))}"`;
    yield `${selector} = "${quoted(`${text}x`)}"`;
    yield `${selector} = %^${least}%`;
    yield `${selector} != %${least}$%`;
    yield `${selector} IS TRUE`;
    yield `${selector} >= 1`;
  }
}

function quoted(text: string): string {
  return text.replace(/[\\"'*]/g, '\\$&');
}
