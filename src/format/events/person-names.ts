import type { CloudTrailEvent } from '../../event/event.ts';
import { personIdOf, personNameOf } from '../../event/principal.ts';
import type { Column } from '../text/column.ts';

/**
 * The names of people of IAM Identity Center, learned from the events that are printed: only
 * sign-ins have a name, all other events only the user ID.
 */
export interface PersonNames {
  /** Remembers the name that an event gives to its person. */
  learn(event: CloudTrailEvent): void;
  /** Returns a cell with the person's name beside the user ID, if it is known: `ID (jdoe)`. */
  beside(cell: string, column: Column, event: CloudTrailEvent): string;
}

const maxNames = 10_000;
const longestName = 200;

/** Creates an empty collection of names. */
export function createPersonNames(): PersonNames {
  const names = new Map<string, string>();
  return {
    learn(event) {
      const name = personNameOf(event);
      const id = name === undefined ? undefined : personIdOf(event);
      if (id === undefined || name === undefined || names.size >= maxNames) return;
      if (id.length <= longestName && name.length <= longestName) names.set(id, name);
    },
    beside(cell, column, event) {
      const showsCaller = column.kind === 'attribute' && callers.has(column.name);
      if (!showsCaller || cell !== personIdOf(event)) return cell;
      const name = names.get(cell);
      return name === undefined ? cell : `${cell} (${name})`;
    },
  };
}

const callers: ReadonlySet<string> = new Set(['principal', 'identity', 'user']);
