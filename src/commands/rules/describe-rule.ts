/** Describes a rule on a page: what it finds, what else it may be, and how to use it. */
import type { EventRule, FirstSeen, Rule } from '../../detect/rule.ts';
import type { Word } from '../../filter/flags-of.ts';
import { commandLine, findingWord, wordText } from '../../report/query-line.ts';
import { describeCondition } from './describe-condition.ts';
import { describeCorrelation } from './describe-correlation.ts';
import { spanOf } from './span-of.ts';

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

/** The other rules, and the flags, that the page of a rule mentions. */
interface RuleContext {
  /** All rules, by their names. */
  readonly byName: ReadonlyMap<string, Rule>;
  /** The flags that choose the rule files. */
  readonly words: readonly Word[];
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
      : { heading: 'Correlation', lines: describeCorrelation(rule) },
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

function commandLines(rule: Rule, { byName, words }: RuleContext): readonly string[] {
  const chosen = words.map(wordText);
  const firstSeen = needsFirstSeen(rule, byName) ? ['--first-seen --date yesterday'] : [];
  return [
    ['trailscan detect SOURCE', ...chosen, `--min-level ${rule.level}`, ...firstSeen].join(' '),
    commandLine([['SOURCE'], ...words, findingWord(rule.name)]),
  ];
}

/**
 * Whether a rule, or one that it refers to, is only used with `--first-seen`, which needs a start.
 */
function needsFirstSeen(rule: Rule, byName: RuleContext['byName']): boolean {
  if (rule.kind === 'event') return rule.firstSeen !== undefined;
  const others = rule.rules.flatMap((name) => byName.get(name) ?? []);
  return others.some((other) => needsFirstSeen(other, byName));
}
