import type { Finding } from '../../detect/correlate/finding.ts';
import type { CorrelationRule, Rule } from '../../detect/rule.ts';
import type { SessionFound } from '../../detect/sessions/find-in-sessions.ts';
import { flagsOf, type Word } from '../../filter/flags-of.ts';
import { allOf, has } from '../../query/condition/condition.ts';
import { commandLine, findingWord } from '../query-line.ts';

/** How the command lines of a report begin, and what they may refer to. */
export interface LineContext {
  /** The words with which every command line begins: sources, time, filters, rules. */
  readonly leadingWords: readonly Word[];
  /** All rules, by their names. */
  readonly byName: ReadonlyMap<string, Rule>;
}

/** Returns the command line that prints where the credentials of a session come from. */
export function whoLine({ thing }: Pick<SessionFound, 'thing'>, whoWords: readonly Word[]): string {
  return thing === ''
    ? commandLine(whoWords, 'sessions')
    : commandLine([[thing], ...whoWords], 'who');
}

/** Returns the command line that prints all events of a rule. */
export function ruleLine(name: string, { leadingWords }: LineContext): string {
  return commandLine([...leadingWords, findingWord(name)]);
}

/** Returns the command line that prints the events of a rule by one identity. */
export function identityLine(name: string, who: string, { leadingWords }: LineContext): string {
  const own = who === '' ? [] : (flagsOf(has('identity', [who])) ?? []);
  // The values of two flags of the same name are alternatives, and the identity passed them all.
  const others =
    own.length > 0 ? leadingWords.filter(([flag]) => flag !== '--identity') : leadingWords;
  return commandLine([...others, findingWord(name), ...own]);
}

/**
 * Returns the command line that prints at least the events of a correlation's finding: the events
 * of its rules that have the values of its group, as far as flags can express these.
 */
export function correlationLine(
  rule: CorrelationRule,
  group: Finding['group'],
  { leadingWords, byName }: LineContext,
): string {
  const hasWhere = leadingWords.some(([flag]) => flag === '--where');
  // The event that satisfied another correlation need not have the values of that one's group.
  const isPlain = rule.rules.every((name) => byName.get(name)?.kind === 'event');
  const own = hasWhere || !isPlain ? [] : groupWords(rule, group);
  return commandLine([...leadingWords, findingWord(rule.name), ...own]);
}

function groupWords({ aliases }: CorrelationRule, group: Finding['group']): readonly Word[] {
  const items = Object.entries(group)
    // Longer values are those of `Finding.group` that end in a hash.
    .filter(([field, value]) => !Object.hasOwn(aliases, field) && value.length < maxValue)
    .map(([field, value]) => {
      const test = { kind: 'text', pattern: [value], cased: false } as const;
      return { kind: 'item', field, test } as const;
    });
  return items.length === 0 ? [] : (flagsOf(allOf(items)) ?? []);
}

const maxValue = 1000;
