import { access, constants } from 'node:fs/promises';
import { loadPack } from '../../detect/pack.ts';
import type { RuleProblem, RuleSet } from '../../detect/rule.ts';
import { linkRules } from '../../detect/sigma/link-rules.ts';
import type { ParsedFile } from '../../detect/sigma/parse-rule-file.ts';
import { UsageError } from '../../errors.ts';
import type { Placeholders } from '../../filter/items/expand-placeholders.ts';
import { counted } from '../../format/text/numbers.ts';
import { describeIoError } from '../../source/io-error.ts';
import { type Args, isOn } from '../args.ts';
import { splitList } from '../values/split-values.ts';

/** Which rule files are used, and how they are read. */
export interface RuleFiles {
  readonly paths: readonly string[];
  /** The rules that come with trailscan, unless they are left out. */
  readonly before: readonly ParsedFile[];
  readonly placeholders: Placeholders;
}

/**
 * Loads the rules that the flags ask for. Throws UsageError for an invalid value of a flag, for a
 * path that cannot be read, and for a broken rule with `--strict-rules`.
 */
export async function resolveRules(args: Args): Promise<RuleSet> {
  const { paths, before, placeholders } = await resolveRuleFiles(args);
  for (const path of paths) await checkReadable(path);
  const set = await loadSet(paths, before, placeholders);
  const [first, ...others] = set.report.problems;
  if (first && isOn(args, 'strict-rules')) {
    const more = others.length > 0 ? ` (and ${others.length} more)` : '';
    throw new UsageError(`--strict-rules: ${problemText(first)}${more}`);
  }
  if (set.rules.length === 0) throw new UsageError(noRules(paths, set));
  return set;
}

/** Returns the names of the rules in a set that come with trailscan. */
export async function namesOfPack({ rules }: RuleSet): Promise<ReadonlySet<string>> {
  const files = new Set(
    (await loadPack()).flatMap(({ documents }) =>
      documents.flatMap((document) => ('rule' in document ? document.rule.file : [])),
    ),
  );
  return new Set(rules.filter(({ file }) => files.has(file)).map(({ name }) => name));
}

/** Resolves which rule files the flags name. Throws UsageError for an invalid value of a flag. */
export async function resolveRuleFiles(args: Args): Promise<RuleFiles> {
  const paths = args.flags.rules ?? [];
  if (paths.includes('')) throw new UsageError('--rules: expected a path, found nothing');
  return {
    paths,
    before: isOn(args, 'no-default-rules') ? [] : await loadPack(),
    placeholders: readPlaceholders(args.flags.placeholder ?? []),
  };
}

/** Without this, a mistyped path would only be a note, and its rules would find nothing. */
async function checkReadable(path: string): Promise<void> {
  try {
    await access(path, constants.R_OK);
  } catch (error) {
    throw new UsageError(`--rules: ${path}: ${describeIoError(error)}`);
  }
}

async function loadSet(
  paths: readonly string[],
  before: readonly ParsedFile[],
  placeholders: Placeholders,
): Promise<RuleSet> {
  // The parser of rule files takes longer to load than the rules that were parsed before.
  if (paths.length === 0) return linkRules(before);
  const { loadRules } = await import('../../detect/load-rules.ts');
  return loadRules(paths, { before, placeholders });
}

/** Returns the message that none of the rules can be used, and why. */
function noRules(paths: readonly string[], { report }: RuleSet): string {
  if (paths.length === 0) return 'there are no rules: expected --rules PATH';
  const [first] = report.problems;
  const reasons = [
    ...(first ? [problemText(first)] : []),
    ...(report.otherSources > 0 ? [`${counted(report.otherSources, 'rule')} for other logs`] : []),
    ...Object.entries(report.leftOut).map(([status, count]) => counted(count, `${status} rule`)),
  ];
  const why = reasons.length > 0 ? ` (${reasons.join('; ')})` : '';
  return `--rules: none of ${counted(report.documents, 'document')} is a rule that can be used${why}`;
}

/**
 * Returns a problem of a rule as one line: `rules/a.yml:12: Title: what is wrong`. Without a line,
 * it is about the whole file: `rules/a.yml: what is wrong`.
 */
export function problemText({ file, line, rule, reason }: RuleProblem): string {
  const place = line === undefined ? file : `${file}:${line}`;
  return `${place}: ${rule === undefined ? '' : `${rule}: `}${reason}`;
}

function readPlaceholders(typed: readonly string[]): Placeholders {
  const values = new Map<string, readonly string[]>();
  for (const text of typed) {
    const at = text.indexOf('=');
    if (at < 1) {
      throw new UsageError(`--placeholder: expected NAME=VALUE,…, such as admins=alice,bob`);
    }
    const name = text.slice(0, at);
    const listed = splitList(text.slice(at + 1), '--placeholder');
    values.set(name, [...(values.get(name) ?? []), ...listed]);
  }
  return Object.fromEntries(values);
}
