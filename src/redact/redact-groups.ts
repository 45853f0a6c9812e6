import type { FieldPath } from '../event/field-path.ts';
import { type Column, isTimeColumn } from '../format/text/column.ts';
import type { RankedGroups } from '../query/group.ts';
import { redactText, type Within } from './redact-text.ts';
import { isShown, mask } from './secret-forms.ts';
import { kindOfName } from './secret-names.ts';

/** Returns the groups with the secrets of their values masked; groups stay separate. */
export function redactGroups(
  { groups, ...others }: RankedGroups,
  columns: readonly Column[],
): RankedGroups {
  return { ...others, groups: redactEach(groups, columns) };
}

function* redactEach<One extends Valued>(
  groups: Iterable<One>,
  columns: readonly Column[],
): Generator<One> {
  for (const group of groups) yield redactGroup(group, columns);
}

interface Valued {
  /** A text for each column. */
  readonly values: readonly string[];
}

/** Returns the group with the secrets of its values masked. */
export function redactGroup<One extends Valued>(group: One, columns: readonly Column[]): One {
  const values = group.values.map((value, at) => {
    const column = columns[at];
    return column ? redactCell(value, column) : value;
  });
  return { ...group, values };
}

/** Masks a text as `readCell` returns it: of several values, all of them when one is a secret. */
function redactCell(text: string, column: Column): string {
  if (column.kind === 'attribute') {
    if (isTimeColumn(column)) return text;
    return column.name === 'agent' ? redactBeginning(text) : redactText(text);
  }
  if (column.kind === 'chain') return redactText(text);
  const within = withinOf(column.path);
  return within === 'secret' && !isShown(text) ? mask : redactText(text, within);
}

/**
 * Masks a text that is the beginning of a user agent: where it ends within a secret, its form can
 * no longer be recognized, and the whole text is masked.
 */
function redactBeginning(text: string): string {
  const redacted = redactText(text);
  const whole = redacted + continuation;
  return redactText(whole) === whole ? redacted : mask;
}

/** Completes the beginning of any secret: a token, one of three parts, and a password in a URL. */
const continuation = `${'x'.repeat(40)}.${'x'.repeat(40)}.${'x'.repeat(40)}@`;

/**
 * Returns what the names of a path say. The name beside a value is not known here, so a path to the
 * values of pairs may lead to secrets, except in tags, which are not made for them.
 */
function withinOf(path: FieldPath): Within {
  let within: Within = 'other';
  let isTag = false;
  for (const [at, step] of path.entries()) {
    const isLast = at === path.length - 1;
    if (step.kind !== 'key') {
      if (within === 'variables' && isLast) within = 'secret';
      continue;
    }
    const kind = kindOfName(step.key);
    const isInList = at > 0 && path[at - 1]?.kind !== 'key';
    isTag ||= /tags?(?:set|list|specifications?)?$/i.test(step.key);
    if (kind === 'secret' || (kind === 'pair-value' && !isTag)) within = 'secret';
    else if (within === 'secret' && kind === 'describing' && isLast) within = 'other';
    else if (within === 'variables' && kind === 'pair-name' && isInList) within = 'other';
    else if (within === 'variables') within = 'secret';
    else if (kind === 'variables') within = kind;
  }
  return within;
}
