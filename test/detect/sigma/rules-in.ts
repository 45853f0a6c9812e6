import type { CorrelationRule, EventRule, RuleSet } from '../../../src/detect/rule.ts';
import { linkRules } from '../../../src/detect/sigma/link-rules.ts';
import { parseRuleFile, type RuleOptions } from '../../../src/detect/sigma/parse-rule-file.ts';
import { compileWhere } from '../../filter/filter-of.ts';

/** Returns the rules in the texts of files, which are called `a.yml`, `b.yml` and so on. */
export function rulesIn(texts: readonly string[], options: RuleOptions = {}): RuleSet {
  return linkRules(
    texts.map((text, at) => parseRuleFile(text, `${String.fromCharCode(97 + at)}.yml`, options)),
  );
}

/** Returns a rule document with this detection; the last indentation is that of `detection`. */
export function ruleWith(detection: string, head = 'title: Test\nlevel: low'): string {
  return `${head}\nlogsource: {product: aws, service: cloudtrail}\ndetection:\n${indented(detection)}\n`;
}

function indented(text: string): string {
  return text
    .split('\n')
    .map((line) => `  ${line}`)
    .join('\n');
}

/**
 * Returns whether the only rule in a text matches events; throws with the problems if the text is
 * not one rule.
 */
export function detects(text: string, options: RuleOptions = {}): (event: unknown) => boolean {
  return compileWhere(eventRule(rulesIn([text], options)).condition);
}

/** Returns why the only document of a text is not used; undefined when it is. */
export function reasonAgainst(text: string, options: RuleOptions = {}): string | undefined {
  const { problems } = rulesIn([text], options).report;
  return problems.map(({ line, reason }) => `${line}: ${reason}`).join('; ') || undefined;
}

/** Returns the first rule about single events, or the one with this name. */
export function eventRule({ rules, report }: RuleSet, name?: string): EventRule {
  const found = rules.find((rule) => rule.kind === 'event' && (name ?? rule.name) === rule.name);
  if (found?.kind === 'event') return found;
  throw new Error(`no such rule: ${JSON.stringify(report)}`);
}

/** Returns the first correlation, or the one with this name. */
export function correlation({ rules, report }: RuleSet, name?: string): CorrelationRule {
  const found = rules.find(
    (rule) => rule.kind === 'correlation' && (name ?? rule.name) === rule.name,
  );
  if (found?.kind === 'correlation') return found;
  throw new Error(`no such correlation: ${JSON.stringify(report)}`);
}
