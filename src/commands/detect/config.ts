import { hasTag } from '../../detect/choose-rules.ts';
import { isAtLeast, type Level, levels, type Rule, type RuleSet } from '../../detect/rule.ts';
import { sessionRuleOf } from '../../detect/sessions/session-rules.ts';
import { UsageError } from '../../errors.ts';
import type { Word } from '../../filter/flags-of.ts';
import { type Args, isOn, lastValueOf } from '../../flags/args.ts';
import type { Environment } from '../../flags/environment.ts';
import { filterFlags } from '../../flags/filter-flags.ts';
import { formatsElsewhere } from '../../flags/other-tools.ts';
import { givenWords, readingFlags } from '../../flags/resolve/given-words.ts';
import { resolveOrder } from '../../flags/resolve/order.ts';
import { resolveRedact } from '../../flags/resolve/redact.ts';
import { namesOfPack, resolveRules } from '../../flags/resolve/rules.ts';
import { type RunConfig, resolveRunConfig } from '../../flags/resolve/run-config.ts';
import { loadConfigured } from '../../flags/resolve/source-config.ts';
import { timeFlags } from '../../flags/time-flags.ts';
import { choose } from '../../flags/values/choose.ts';
import { splitList } from '../../flags/values/split-values.ts';
import { suggest } from '../../flags/values/suggest.ts';
import { type DetectionFormat, detectionFormats } from '../../format/text/output-formats.ts';
import { isSessionFinding, sessionFindings } from '../../query/finding-kinds.ts';
import type { Query } from '../../query/query.ts';

/** The validated configuration of `trailscan detect`, with all defaults filled in. */
export interface DetectConfig extends RunConfig, Pick<Query, 'order' | 'holdBack'> {
  readonly format: DetectionFormat;
  /** Whether secrets are masked. */
  readonly redact: boolean;
  readonly ruleSet: RuleSet;
  readonly minLevel: Level;
  /** Only rules with one of these tags, or a tag below one, are used; empty for all rules. */
  readonly tags: readonly string[];
  /** Whether rules about first sightings are used. */
  readonly firstSeen: boolean;
  /** Whether sessions are judged, too. */
  readonly chains: boolean;
  /** The names of the rules that come with trailscan. */
  readonly builtIn: ReadonlySet<string>;
  readonly failOn: FailOn;
  /** An attribute or a field path by whose values detections are summed up; absent for rules. */
  readonly groupBy?: string;
  /** Epoch milliseconds. */
  readonly now: number;
  /** The words that select the same events on another command line. */
  readonly leadingWords: readonly Word[];
  /** The words with which `who` reads the same sources. */
  readonly whoWords: readonly Word[];
}

/** The exit code is 1 when there are findings of these rules, or of this level and above. */
interface FailOn {
  readonly level?: Level;
  readonly rules: ReadonlySet<string>;
}

/**
 * Resolves the configuration of `trailscan detect`. Throws UsageError for an invalid value of a
 * flag, and for rules that cannot be used.
 */
export async function resolveDetectConfig(
  args: Args,
  environment: Environment,
): Promise<DetectConfig> {
  const configured = await loadConfigured(environment);
  const ruleSet = await resolveRules(args);
  const run = await resolveRunConfig(args, environment, configured);
  const format = resolveDetectionFormat(args, environment, configured.settings.output.value);
  const minLevel = choose(lastValueOf(args, 'min-level') ?? 'low', levels, '--min-level');
  const groupBy = await resolveGroup(args, format);
  const listed = (name: 'tag' | 'fail-on') =>
    (args.flags[name] ?? []).flatMap((list) => splitList(list, `--${name}`));
  const tags = listed('tag').map((tag) => tag.toLowerCase());
  const firstSeen = readFirstSeen(args, run);
  const chains = isOn(args, 'chains');
  checkTags(tags, ruleSet.rules, { firstSeen, chains });
  return Object.freeze({
    ...run,
    ...resolveOrder({ ...args, flags: {} }, run),
    format,
    redact: resolveRedact(args, configured.settings, format),
    ruleSet,
    minLevel,
    tags,
    firstSeen,
    chains,
    builtIn: await namesOfPack(ruleSet),
    failOn: readFailOn(listed('fail-on'), ruleSet.rules, chains),
    ...(groupBy !== undefined && { groupBy }),
    now: environment.now,
    whoWords: givenWords(args, [...readingFlags, ...timeFlags.map(({ name }) => name)]),
    leadingWords: givenWords(args, [
      ...readingFlags,
      ...filterFlags.map(({ name }) => name),
      ...timeFlags.map(({ name }) => name),
      ...(['rules', 'no-default-rules', 'placeholder'] as const),
    ]),
  });
}

/** Throws UsageError without a start, before which values could have been seen. */
function readFirstSeen(args: Args, { filter }: RunConfig): boolean {
  if (isOn(args, 'first-seen') && filter.time.from === undefined) {
    throw new UsageError('--first-seen: also needs a start, such as --date yesterday or --last 7d');
  }
  return isOn(args, 'first-seen');
}

/** Throws UsageError for a tag that no rule has: such a run would report that nothing was found. */
function checkTags(
  tags: readonly string[],
  rules: readonly Rule[],
  { firstSeen, chains }: Pick<DetectConfig, 'firstSeen' | 'chains'>,
): void {
  for (const tag of tags) {
    if (chains && sessionFindings.some((name) => hasTag(sessionRuleOf(name), [tag]))) continue;
    const tagged = rules.filter((rule) => hasTag(rule, [tag]));
    if (tagged.length === 0) {
      const known = rules.flatMap((rule) => rule.tags);
      throw new UsageError(`--tag: no rule has the tag '${tag}'${suggest(tag, known)}`);
    }
    if (!firstSeen && tagged.every((rule) => rule.kind === 'event' && rule.firstSeen)) {
      throw new UsageError(`--tag: the rules with the tag '${tag}' also need --first-seen`);
    }
  }
}

function resolveDetectionFormat(
  args: Args,
  { stdout }: Environment,
  configured: string | undefined,
): DetectionFormat {
  const hasGroup = args.flags.group !== undefined;
  const usual =
    hasGroup && (configured === 'ndjson' || configured === 'csv') ? 'table' : configured;
  const typed = lastValueOf(args, 'output') ?? usual;
  if (typed === undefined && hasGroup) return 'table';
  if (typed === undefined) return stdout.isTTY ? 'table' : 'ndjson';
  return choose(typed, detectionFormats, '--output', formatsElsewhere);
}

async function resolveGroup(args: Args, format: DetectionFormat): Promise<string | undefined> {
  const typed = lastValueOf(args, 'group');
  if (typed === undefined) return undefined;
  const { createColumn, isTimeColumn } = await import('../../format/text/column.ts');
  if (isTimeColumn(createColumn(typed))) {
    throw new UsageError(
      `--group: '${typed}' is a time; trailscan timeline --finding RULE counts by time`,
    );
  }
  if (format === 'ndjson' || format === 'csv' || format === 'sarif') {
    throw new UsageError(
      `--group: has no effect on ${format}; expected -o table, json, markdown or html`,
    );
  }
  return typed;
}

function readFailOn(typed: readonly string[], rules: readonly Rule[], chains: boolean): FailOn {
  const names = new Set([...rules.map(({ name }) => name), ...(chains ? sessionFindings : [])]);
  const found = new Set<string>();
  let least: Level | undefined;
  for (const value of typed) {
    const level = levels.find((name) => name === value);
    if (level) {
      if (!least || isAtLeast({ level: least }, level)) least = level;
    } else if (names.has(value)) found.add(value);
    else if (isSessionFinding(value)) {
      throw new UsageError(`--fail-on: '${value}' also needs --chains`);
    } else {
      throw new UsageError(
        `--fail-on: '${value}' is neither a level nor a rule${suggest(value, [...levels, ...names])}`,
      );
    }
  }
  return { ...(least && { level: least }), rules: found };
}
