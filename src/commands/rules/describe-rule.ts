/** Describes a rule on a page: what it finds, what else it may be, and how to use it. */
import type {
  Bound,
  CorrelationRule,
  EventRule,
  FirstSeen,
  Rule,
  RuleExpression,
} from '../../detect/rule.ts';
import { duration } from '../../format/text/numbers.ts';
import { quoteWord } from '../../report/query-line.ts';
import { describeCondition } from './describe-condition.ts';

/** A part of the page of a rule: a heading, and its text or lines. */
export interface RulePart {
  readonly heading: string;
  /** Paragraphs and list items, to be wrapped. */
  readonly text?: readonly string[];
  /** Lines that keep their indentation when they are wrapped. */
  readonly lines?: readonly string[];
  /** Lines that are never wrapped, to be copied. */
  readonly whole?: readonly string[];
}

/** What the page of a rule depends on besides the rule. */
interface RuleContext {
  /** All rules, by their names. */
  readonly byName: ReadonlyMap<string, Rule>;
  /** The flags that choose the rule files, as typed. */
  readonly words: readonly string[];
}

/** Returns the parts of a rule's page. The texts are those of the rule, so they are hostile. */
export function describeRule(rule: Rule, context: RuleContext): readonly RulePart[] {
  const { description, falsePositives, references } = rule;
  const parts: readonly RulePart[] = [
    { heading: '', lines: factsOf(rule) },
    { heading: '', text: description === undefined ? [] : [description] },
    { heading: 'It may also be', text: falsePositives.map((text) => `- ${text}`) },
    rule.kind === 'event'
      ? { heading: 'Condition', lines: conditionLines(rule) }
      : { heading: 'Correlation', lines: correlationLines(rule) },
    { heading: 'Commands', whole: commandLines(rule, context) },
    { heading: 'References', whole: references },
  ];
  return parts.filter(({ text = [], lines = [], whole = [] }) =>
    [text, lines, whole].some(({ length }) => length > 0),
  );
}

function factsOf(rule: Rule): readonly string[] {
  const { name, id, level, status, tags, author, fields, file, line } = rule;
  const facts = [
    ['name', name],
    ['level', level],
    ['status', status],
    ['tags', tags.join(', ')],
    ['author', author],
    ['id', id],
    ['look at', fields.join(', ')],
    ['file', `${file}:${line}`],
  ] as const;
  return facts
    .filter(([, value]) => value !== undefined && value !== '')
    .map(([label, value]) => `${`${label}:`.padEnd(9)}${value}`);
}

function conditionLines({ condition, firstSeen }: EventRule): readonly string[] {
  return [...describeCondition(condition), ...(firstSeen ? firstSeenLines(firstSeen) : [])];
}

function firstSeenLines({ fields, lookBack }: FirstSeen): readonly string[] {
  const values = fields.length === 1 ? 'the value' : 'the values, together,';
  return [
    `and ${values} of ${fields.join(', ')} not seen in the ${spanOf(lookBack)} before ` +
      '(with --first-seen)',
  ];
}

function correlationLines(rule: CorrelationRule): readonly string[] {
  const { type, rules, groupBy, aliases, timespan, field, percentile, bounds, expression } = rule;
  const measured = percentile === undefined ? '' : `, percentile ${percentile}`;
  const facts = [
    ['type', type],
    ['rules', rules.join(', ')],
    ['for each', groupBy.join(', ')],
    ['within', spanOf(timespan)],
    ['of', field === undefined ? '' : `${field}${measured}`],
    ['when', whenOf(type, bounds, expression)],
    ['also', rule.generate ? 'matches of its rules are reported, too' : ''],
  ] as const;
  const names = Object.entries(aliases).flatMap(([alias, byRule]) =>
    Object.entries(byRule).map(([name, own]) => `${alias} is ${own} in ${name}`),
  );
  return [
    ...facts
      .filter(([, value]) => value !== '')
      .map(([label, value]) => `${`${label}:`.padEnd(10)}${value}`),
    ...names,
  ];
}

function whenOf(
  type: CorrelationRule['type'],
  bounds: readonly Bound[],
  expression: RuleExpression | undefined,
): string {
  const limits = bounds.map(({ operator, number }) => `${operators[operator]} ${number}`);
  if (expression) return [printExpression(expression), ...limits].join(' and ');
  if (limits.length > 0) return `${measures[type]} ${limits.join(' and ')}`;
  return type === 'temporal_ordered'
    ? 'all of its rules match, in this order'
    : 'all of its rules match';
}

const operators = { gt: '>', gte: '>=', lt: '<', lte: '<=', eq: '=', neq: '!=' } as const;

const measures = {
  event_count: 'the number of events is',
  value_count: 'the number of different values is',
  temporal: 'the number of rules that match is',
  temporal_ordered: 'the number of rules that match in this order is',
  value_sum: 'the sum of the values is',
  value_avg: 'the average of the values is',
  value_percentile: 'the percentile of the values is',
  value_median: 'the median of the values is',
} as const;

function printExpression(expression: RuleExpression): string {
  switch (expression.kind) {
    case 'rule':
      return expression.rule;
    case 'not':
      return `not ${printOperand(expression.operand)}`;
    case 'all':
    case 'any':
      return expression.operands
        .map(printOperand)
        .join(expression.kind === 'all' ? ' and ' : ' or ');
    default:
      return expression satisfies never;
  }
}

function printOperand(expression: RuleExpression): string {
  const isPlain = expression.kind === 'rule' || expression.kind === 'not';
  return isPlain ? printExpression(expression) : `(${printExpression(expression)})`;
}

/** Returns a time span: `14 days`, `90 min`. */
function spanOf(milliseconds: number): string {
  const days = milliseconds / 86_400_000;
  if (Number.isInteger(days)) return days === 1 ? '1 day' : `${days} days`;
  const hours = milliseconds / 3_600_000;
  return Number.isInteger(hours) ? `${hours} h` : duration(milliseconds / 1000);
}

function commandLines(rule: Rule, { byName, words }: RuleContext): readonly string[] {
  const chosen = words.map(quoteWord);
  const firstSeen = needsFirstSeen(rule, byName) ? ['--first-seen'] : [];
  return [
    ['trailscan detect SOURCE', ...chosen, `--min-level ${rule.level}`, ...firstSeen].join(' '),
    ['trailscan query SOURCE', ...chosen, `--finding ${quoteWord(rule.name)}`].join(' '),
  ];
}

/** Whether a rule, or one that it refers to, is only used with `--first-seen`. */
function needsFirstSeen(rule: Rule, byName: RuleContext['byName']): boolean {
  if (rule.kind === 'event') return rule.firstSeen !== undefined;
  const others = rule.rules.flatMap((name) => byName.get(name) ?? []);
  return others.some((other) => needsFirstSeen(other, byName));
}
