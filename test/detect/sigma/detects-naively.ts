import { isObject } from '../../../src/event/own-property.ts';

/** A detection as YAML has it, of the parts that `detectsNaively` understands. */
export interface NaiveRule {
  readonly identifiers: Readonly<Record<string, readonly NaiveItem[]>>;
  /** Identifiers and `and`, `or`, `not`, `1 of` and `all of`, as a tree. */
  readonly condition: NaiveCondition;
}

/** An item with modifiers, such as `a|contains`. */
export interface NaiveItem {
  readonly name: string;
  readonly values: readonly (string | number | boolean | null)[];
}

/** The condition of a rule. */
export type NaiveCondition =
  | string
  | readonly ['not', NaiveCondition]
  | readonly ['and' | 'or', NaiveCondition, NaiveCondition]
  | readonly ['1 of' | 'all of', string];

/** Returns the condition as a rule has it, with all parentheses. */
export function spellCondition(condition: NaiveCondition): string {
  if (typeof condition === 'string') return condition;
  if (condition[0] === 'not') return `not (${spellCondition(condition[1])})`;
  if (condition[0] === 'and' || condition[0] === 'or') {
    return `(${spellCondition(condition[1])}) ${condition[0]} (${spellCondition(condition[2])})`;
  }
  return `${condition[0]} ${condition[1]}`;
}

/** Whether a rule matches an event, computed without any of the code that is tested. */
export function detectsNaively({ identifiers, condition }: NaiveRule, event: unknown): boolean {
  const holds = (name: string) => (identifiers[name] ?? []).every((item) => itemHolds(item, event));
  const evaluate = (part: NaiveCondition): boolean => {
    if (typeof part === 'string') return holds(part);
    if (part[0] === 'not') return !evaluate(part[1]);
    if (part[0] === 'and') return evaluate(part[1]) && evaluate(part[2]);
    if (part[0] === 'or') return evaluate(part[1]) || evaluate(part[2]);
    const pattern = String(part[1]);
    const names = Object.keys(identifiers).filter(
      (name) => pattern === 'them' || new RegExp(`^${pattern.replaceAll('*', '.*')}$`).test(name),
    );
    return part[0] === '1 of' ? names.some(holds) : names.every(holds);
  };
  return evaluate(condition);
}

function itemHolds({ name, values }: NaiveItem, event: unknown): boolean {
  const [field = '', ...modifiers] = name.split('|');
  const found = field === '' ? [event] : valuesAt(event, field.split('.'));
  const holds = (value: NaiveItem['values'][number]) => {
    if (modifiers.includes('exists')) return found.length > 0 === value;
    if (value === null) return found.every((one) => one === null);
    return found.some((one) =>
      matches(one, value, field === '' ? ['contains', ...modifiers] : modifiers),
    );
  };
  const all = modifiers.includes('all') ? values.every(holds) : values.some(holds);
  return modifiers.includes('neq') ? !all : all;
}

function valuesAt(value: unknown, path: readonly string[]): readonly unknown[] {
  if (Array.isArray(value) && value.length > 0)
    return value.flatMap((element) => valuesAt(element, path));
  const [first = '', ...others] = path;
  if (path.length === 0) return [value];
  if (!isObject(value)) return [];
  const whole = path.join('.');
  if (Object.hasOwn(value, whole)) return valuesAt(value[whole], []);
  return Object.hasOwn(value, first) ? valuesAt(value[first], others) : [];
}

function matches(found: unknown, value: string | number | boolean, modifiers: readonly string[]) {
  const comparison = modifiers.find((one) => ['lt', 'lte', 'gt', 'gte'].includes(one));
  if (comparison) {
    const isNumber =
      typeof found === 'number' || (typeof found === 'string' && /^\d+$/.test(found));
    const [a, b] = [Number(found), Number(value)];
    const results = { lt: a < b, lte: a <= b, gt: a > b, gte: a >= b };
    return isNumber && results[comparison as keyof typeof results];
  }
  if (modifiers.includes('re')) {
    const expression = new RegExp(String(value), modifiers.includes('i') ? 'i' : '');
    return textsOf(found).some((text) => expression.test(text));
  }
  let source = String(value);
  if (modifiers.includes('contains') || modifiers.includes('endswith')) source = `*${source}`;
  if (modifiers.includes('contains') || modifiers.includes('startswith'))
    source = endedWithStar(source);
  if (/^\*+$/.test(source)) return textsOf(found).some((text) => text !== '');
  const expression = expressionOf(source, modifiers.includes('cased') ? 'su' : 'isu');
  return textsOf(found).some((text) => expression.test(text));
}

/** A backslash at the end would make the star literal. */
function endedWithStar(source: string): string {
  const [backslashes = ''] = /\\*$/.exec(source) ?? [];
  return `${source}${backslashes.length % 2 === 1 ? '\\' : ''}*`;
}

function expressionOf(source: string, flags: string): RegExp {
  const pattern = source.replace(/\\[\\*?]|[\s\S]/gu, (token) => {
    if (token === '*') return '.*';
    if (token === '?') return '.';
    return [...token].at(-1)?.replace(/[\\^$.*+?()[\]{}|/-]/, '\\$&') ?? '';
  });
  return new RegExp(`^${pattern}$`, flags);
}

function textsOf(value: unknown): readonly string[] {
  if (value === null) return [];
  if (typeof value !== 'object') return [String(value)];
  const json = JSON.stringify(value);
  return json === '{}' || json === '[]'
    ? []
    : [json, json.replaceAll('\\"', '"').replaceAll('\\\\', '\\')];
}
