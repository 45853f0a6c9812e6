import { UsageError } from '../../errors.ts';
import {
  allOf,
  anyOf,
  type Condition,
  findsText,
  has,
  not,
} from '../../query/condition/condition.ts';
import { createFilter, type Filter } from '../../query/condition/filter.ts';
import { type FilterAttribute, filterAttributes } from '../../query/condition/filter-attributes.ts';
import { type Args, isOn } from '../args.ts';
import { readValues } from '../values/filter-values.ts';
import type { TimeContext } from '../values/parse-time.ts';
import { splitValues } from '../values/split-values.ts';
import { resolveTime } from './time.ts';

/**
 * Returns the filter of the flags. Of several values of one flag, any may match; different flags
 * must all match.
 *
 * Throws UsageError for an invalid value of a flag.
 */
export async function resolveFilter(args: Args, context: TimeContext): Promise<Filter> {
  const time = await resolveTime(args, context);
  const when = allOf([
    ...filterAttributes.flatMap((attribute) => conditionsOf(args, attribute)),
    ...(await readWhere(args.flags.where ?? [])),
    ...(await readGrep(args.flags.grep ?? [])),
    ...(await readFinding(args)),
  ]);
  return createFilter(when, time);
}

/**
 * Returns the conditions for the values that the flag includes and excludes; empty without the
 * flag.
 */
function conditionsOf(args: Args, attribute: FilterAttribute): readonly Condition[] {
  if (attribute === 'access') return accessOf(args);
  const typed = args.flags[attribute];
  if (!typed) return [];
  const subject = `--${attribute}`;
  const read = readValues[attribute];
  const values = splitValues(typed, subject);
  const readAll = (list: readonly string[]) => [
    ...new Set(
      list.flatMap((value) => (!read || value.includes('*') ? [value] : read(value, subject))),
    ),
  ];
  const [any, none] = [readAll(values.any), readAll(values.none)];
  return [
    ...(any.length > 0 ? [has(attribute, any)] : []),
    ...(none.length > 0 ? [not(has(attribute, none))] : []),
  ];
}

function accessOf(args: Args): readonly Condition[] {
  const [reads, writes] = [isOn(args, 'reads'), isOn(args, 'writes')];
  if (reads && writes) {
    throw new UsageError(
      '--reads and --writes cannot be used together: leave out both for all calls',
    );
  }
  return reads || writes ? [has('access', [reads ? 'read' : 'write'])] : [];
}

/** Returns one condition that holds when any of the rules matches; see `--finding`. */
async function readFinding(args: Args): Promise<readonly Condition[]> {
  if (!args.flags.finding) return [];
  const { resolveFinding } = await import('./finding.ts');
  return [await resolveFinding(args, args.flags.finding)];
}

/** Returns one condition that holds when any of the patterns does. */
async function readWhere(typed: readonly string[]): Promise<readonly Condition[]> {
  if (typed.length === 0) return [];
  const { parseWhere } = await import('../../filter/parse-where.ts');
  return [anyOf(typed.map(parseWhere))];
}

/**
 * Returns one condition that holds when any of the expressions matches; compiles each to report its
 * errors.
 */
async function readGrep(typed: readonly string[]): Promise<readonly Condition[]> {
  if (typed.length === 0) return [];
  const { compileRegex } = await import('../../filter/regex.ts');
  for (const source of typed) {
    if (source === '') throw new UsageError('--grep: expected a regular expression, found nothing');
    compileRegex(source, '--grep expression');
  }
  return [anyOf(typed.map(findsText))];
}
