import { type CorrelationRule, type EventRule, isAtLeast, type Level, type Rule } from './rule.ts';

/** How rules are chosen from a set. */
interface Choice {
  /** Only rules with one of these tags, or a tag below one, are chosen; empty for all rules. */
  readonly tags: readonly string[];
  /** The least level of rules whose matches are shown. */
  readonly minLevel: Level;
  /** Whether rules about first sightings are used. */
  readonly firstSeen: boolean;
  /**
   * The names of the rules that come with trailscan: a correlation of others leaves them reported.
   */
  readonly builtIn: ReadonlySet<string>;
}

/** The rules of a run. */
export interface ChosenRules {
  /** The event rules that are tested: those that are chosen, and those that correlations need. */
  readonly tested: readonly EventRule[];
  readonly correlations: readonly CorrelationRule[];
  /** The names of the rules to which correlations refer. */
  readonly correlated: ReadonlySet<string>;
  /** Returns whether matches of the rule are reported separately, and not only correlated. */
  readonly isReported: (rule: Rule) => boolean;
  /** Returns whether matches of the rule are reported and shown, and not only counted. */
  readonly isShown: (rule: Rule) => boolean;
  /**
   * The longest look-back of the tested rules about first sightings, in milliseconds; 0 without.
   */
  readonly lookBack: number;
}

/**
 * Chooses rules from a set. An event rule to which correlations refer is not reported separately,
 * unless one of them says so by `generate` (Sigma correlation rules specification, "generate"), or
 * it comes with trailscan and they do not.
 */
export function chooseRules(
  rules: readonly Rule[],
  { tags, minLevel, firstSeen, builtIn }: Choice,
): ChosenRules {
  const isUsable = (rule: Rule) => rule.kind === 'correlation' || firstSeen || !rule.firstSeen;
  const usable = rules.filter(isUsable);
  const byName = new Map(usable.map((rule) => [rule.name, rule]));
  const isComplete = (rule: Rule): boolean =>
    rule.kind === 'event' ||
    rule.rules.every((name) => {
      const other = byName.get(name);
      return other !== undefined && isComplete(other);
    });
  const chosen = new Set(usable.filter((rule) => hasTag(rule, tags) && isComplete(rule)));
  const needed = new Set(chosen);
  // The loop also visits the rules that are added to the set while it runs.
  for (const rule of needed) {
    const names = rule.kind === 'correlation' ? rule.rules : [];
    for (const other of names.flatMap((name) => byName.get(name) ?? [])) needed.add(other);
  }
  const correlations = [...needed].filter((rule) => rule.kind === 'correlation');
  const reported = new Set(
    correlations.filter(({ generate }) => generate).flatMap((rule) => rule.rules),
  );
  const silenced = new Set(
    correlations
      .filter(({ generate }) => !generate)
      .flatMap((rule) => rule.rules.filter((name) => builtIn.has(rule.name) || !builtIn.has(name))),
  );
  const isReported = (rule: Rule) =>
    chosen.has(rule) && (!silenced.has(rule.name) || reported.has(rule.name));
  const tested = [...needed].filter((rule) => rule.kind === 'event');
  return {
    tested,
    lookBack: Math.max(0, ...tested.map((rule) => rule.firstSeen?.lookBack ?? 0)),
    correlations,
    correlated: new Set(correlations.flatMap((rule) => rule.rules)),
    isReported,
    isShown: (rule) => isReported(rule) && isAtLeast(rule, minLevel),
  };
}

/**
 * Returns whether a rule has one of the tags, which are in lower case, or one below it; any rule if
 * there are no tags.
 */
export function hasTag(rule: Pick<Rule, 'tags'>, tags: readonly string[]): boolean {
  const owned = rule.tags.map((tag) => tag.toLowerCase());
  const isBelow = (tag: string) => (own: string) => own === tag || own.startsWith(`${tag}.`);
  return tags.length === 0 || tags.some((tag) => owned.some(isBelow(tag)));
}
