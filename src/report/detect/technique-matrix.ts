import type { RuleRow } from './detection-report.ts';

/** A tactic of ATT&CK, with the techniques of rules that matched. */
export interface TacticRow {
  /** As rules write it: `privilege-escalation`. */
  readonly tactic: string;
  readonly events: number;
  /** Techniques by their IDs, those with the most events first. */
  readonly techniques: readonly { readonly id: string; readonly events: number }[];
}

/** The tactics in the order of an attack (attack.mitre.org, "Enterprise tactics"). */
const tactics = [
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

/** Returns the tactics of rules that matched, in the order of an attack. */
export function techniqueMatrix(rules: readonly RuleRow[]): readonly TacticRow[] {
  return tactics.flatMap((tactic) => {
    const own = rules.filter(({ tags }) => tags.includes(`attack.${tactic}`));
    if (own.length === 0) return [];
    const events = new Map<string, number>();
    for (const rule of own) {
      for (const id of techniquesOf(rule)) events.set(id, (events.get(id) ?? 0) + rule.events);
    }
    const techniques = [...events].map(([id, count]) => ({ id, events: count }));
    techniques.sort((a, b) => b.events - a.events);
    return [{ tactic, events: own.reduce((sum, rule) => sum + rule.events, 0), techniques }];
  });
}

/** Returns the IDs in tags such as `attack.t1098.001`. */
function techniquesOf({ tags }: RuleRow): readonly string[] {
  return tags.flatMap(
    (tag) => /^attack\.(t\d{4}(?:\.\d{3})?)$/.exec(tag)?.[1]?.toUpperCase() ?? [],
  );
}
