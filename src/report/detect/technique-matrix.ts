import type { Level } from '../../detect/rule.ts';
import type { RuleRow } from './detection-report.ts';
import { severity } from './severity.ts';
import { techniqueNames } from './technique-names.ts';

/** The tactics and techniques of ATT&CK that rules which matched are tagged with. */
export interface TechniqueMatrix {
  /** Tactics as rules write them (`privilege-escalation`), in the order of an attack. */
  readonly tactics: readonly string[];
  /** Techniques by their IDs. */
  readonly techniques: readonly TechniqueRow[];
}

/** A technique, and what matched of it for each of its tactics. */
interface TechniqueRow {
  /** Such as `T1098.001`; empty for rules that name a tactic only. */
  readonly id: string;
  /** The name, if it is known. */
  readonly name: string;
  /** One for each tactic of the matrix, in its order; absent where no rule matched. */
  readonly cells: readonly (TechniqueCell | undefined)[];
}

/** The rules that matched for a technique and a tactic. */
export interface TechniqueCell {
  /** The worst level. */
  readonly level: Level;
  /** Matches of the rules; an event that several of them match counts for each. */
  readonly events: number;
  /** The worst first. */
  readonly rules: readonly RuleRow[];
}

/** The tactics in the order of an attack (attack.mitre.org, "Enterprise tactics"). */
const tacticsInOrder = [
  'reconnaissance',
  'resource-development',
  'initial-access',
  'execution',
  'persistence',
  'privilege-escalation',
  'defense-evasion',
  'credential-access',
  'discovery',
  'lateral-movement',
  'collection',
  'command-and-control',
  'exfiltration',
  'impact',
];

/** Returns the matrix of rules that matched, which are given the worst first. */
export function techniqueMatrix(rules: readonly RuleRow[]): TechniqueMatrix {
  const tactics = tacticsInOrder.filter((tactic) => rules.some((rule) => hasTactic(rule, tactic)));
  const tactical = rules.filter((rule) => tactics.some((tactic) => hasTactic(rule, tactic)));
  const ids = [...new Set(tactical.flatMap(techniquesOf))].sort();
  return {
    tactics,
    techniques: ids.map((id) => ({
      id,
      name: techniqueNames.get(id) ?? '',
      cells: tactics.map((tactic) =>
        cellOf(
          tactical.filter((rule) => hasTactic(rule, tactic) && techniquesOf(rule).includes(id)),
        ),
      ),
    })),
  };
}

function cellOf(rules: readonly RuleRow[]): TechniqueCell | undefined {
  const [first] = rules;
  if (!first) return undefined;
  const worst = rules.reduce((a, b) => (severity(b) > severity(a) ? b : a));
  return { level: worst.level, events: rules.reduce((sum, { events }) => sum + events, 0), rules };
}

/** Returns whether a rule is tagged with the tactic, which is also spelled with `_`. */
function hasTactic({ tags }: RuleRow, tactic: string): boolean {
  return tags.some((tag) => tag.toLowerCase().replaceAll('_', '-') === `attack.${tactic}`);
}

/** Returns the IDs in tags such as `attack.t1098.001`; `['']` without such tags. */
function techniquesOf({ tags }: RuleRow): readonly string[] {
  const ids = tags.flatMap((tag) => /^attack\.(t\d{4}(?:\.\d{3})?)$/i.exec(tag)?.[1] ?? []);
  return ids.length > 0 ? ids.map((id) => id.toUpperCase()) : [''];
}
