import { withoutVersion } from '../../event/event-name.ts';
import { nearMisses } from '../../event/near-misses.ts';
import { forTerminal } from '../../format/text/sanitize.ts';
import { partsOf } from '../../query/condition/condition.ts';
import type { Filter } from '../../query/condition/filter.ts';
import type { FilterAttribute } from '../../query/condition/filter-attributes.ts';
import { compileValuePattern } from '../../query/condition/value-pattern.ts';
import type { ReadNames } from '../../query/read-names.ts';

/**
 * Renders a line for each name that the filter asks for and no event has, if names like it were
 * read: `no event is called 'CreatFunction'; nearest that were read: CreateFunction20150331`.
 */
export function renderNearestNames({ when }: Filter, read: ReadNames): string {
  const suggested = new Set<string>();
  const lines: string[] = [];
  for (const part of partsOf(when)) {
    if (part.kind !== 'attribute') continue;
    const { attribute, patterns } = part;
    const names = read.get(attribute);
    if (!names || patterns.some((pattern) => isAmong(names, attribute, pattern))) continue;
    for (const pattern of patterns) {
      const nearest = nearestOf(pattern, attribute, names).filter((name) => !suggested.has(name));
      if (nearest.length === 0) continue;
      for (const name of nearest) suggested.add(name);
      const shown = nearest.map(forTerminal).join(', ');
      const wanted = forTerminal(pattern);
      lines.push(
        `trailscan: no ${attribute} is called '${wanted}'; nearest that were read: ${shown}\n`,
      );
    }
  }
  return lines.slice(0, maxLines).join('');
}

const maxLines = 5;
const maxNearest = 3;

function isAmong(names: ReadonlySet<string>, attribute: FilterAttribute, pattern: string): boolean {
  const matches = compileValuePattern(attribute, pattern);
  return [...names].some(matches);
}

/** Returns the names that the pattern may have meant; names of events as they were recorded. */
function nearestOf(
  pattern: string,
  attribute: FilterAttribute,
  names: ReadonlySet<string>,
): readonly string[] {
  if (pattern.includes('*') || pattern.length > longestPattern) return [];
  if (attribute !== 'event') return nearMisses(pattern, names, maxNearest);
  const plain = new Set([...names].map(withoutVersion));
  return nearMisses(withoutVersion(pattern), plain, maxNearest).flatMap((name) => {
    const recorded = [...names].filter((full) => full !== name && withoutVersion(full) === name);
    return recorded.length > 0 ? recorded.slice(0, maxNearest) : [name];
  });
}

const longestPattern = 200;
