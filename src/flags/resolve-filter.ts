import { UsageError } from '../errors.ts';
import { type Filter, type FilterAttribute, filterAttributes, type Term } from '../query/filter.ts';
import type { WherePattern } from '../query/where-pattern.ts';
import { type Args, isOn } from './args.ts';
import { readValues } from './filter-values.ts';
import type { Here } from './parse-time.ts';
import { resolveTime } from './resolve-time.ts';
import { splitValues } from './split-values.ts';

/**
 * The filter that the flags ask for. Several values of one flag are alternatives; what different
 * flags ask for must all hold.
 *
 * Throws UsageError for a value that its flag cannot take.
 */
export async function resolveFilter(args: Args, here: Here): Promise<Filter> {
  const terms = filterAttributes.flatMap((attribute) => termOf(args, attribute) ?? []);
  return {
    time: await resolveTime(args, here),
    terms,
    where: await readWhere(args.flags.where ?? []),
    grep: await readGrep(args.flags.grep ?? []),
  };
}

function termOf(args: Args, attribute: FilterAttribute): Term | undefined {
  if (attribute === 'access') return accessTerm(args);
  const typed = args.flags[attribute];
  if (!typed) return undefined;
  const subject = `--${attribute}`;
  const read = readValues[attribute];
  const values = splitValues(typed, subject);
  const readAll = (list: readonly string[]) => [
    ...new Set(
      list.flatMap((value) => (!read || value.includes('*') ? [value] : read(value, subject))),
    ),
  ];
  return { attribute, any: readAll(values.any), none: readAll(values.none) };
}

function accessTerm(args: Args): Term | undefined {
  const [reads, writes] = [isOn(args, 'reads'), isOn(args, 'writes')];
  if (reads && writes) {
    throw new UsageError(
      '--reads and --writes cannot be used together: leave out both for all calls',
    );
  }
  if (!reads && !writes) return undefined;
  return { attribute: 'access', any: [reads ? 'read' : 'write'], none: [] };
}

/** One pattern that holds when any of them does. */
async function readWhere(typed: readonly string[]): Promise<readonly WherePattern[]> {
  if (typed.length === 0) return [];
  const { parseWhere } = await import('../filter/parse-where.ts');
  const [first, ...others] = typed.map(parseWhere);
  if (!first || others.length === 0) return first ? [first] : [];
  return [{ kind: 'or', operands: [first, ...others] }];
}

/** Expressions of which any may be found; each is compiled for the sake of its errors. */
async function readGrep(typed: readonly string[]): Promise<readonly string[]> {
  if (typed.length === 0) return [];
  const { compileRegex } = await import('../filter/regex.ts');
  for (const source of typed) compileRegex(source, '--grep expression');
  return typed;
}
