import { untypable } from '../../../filter/spell-pattern.ts';
import { allOf, anyOf, type Condition, has } from '../../../query/condition/condition.ts';
import type { TallyCell } from '../../../query/tally.ts';
import {
  type Baseline,
  mergeSeen,
  ofEachKind,
  type SeenKind,
  seenKey,
} from '../../baseline/baseline.ts';
import { queryLine } from '../../query-line.ts';
import type { Summary } from '../summary-schema.ts';
import { type CellsOf, type ListContext, rowsOf, spanOf } from './summary-lists.ts';
import { type TallyName, valueIn } from './summary-tallies.ts';

/** The values that were seen before a window. */
export interface SeenBefore {
  /** Whether the baseline has no earlier window. */
  readonly isFirst: boolean;
  /** The number of earlier windows in the baseline. */
  readonly windows: number;
  readonly isNew: (kind: SeenKind, value: string) => boolean;
}

/**
 * Returns the values in the events of a window, with the times when they were first and last seen.
 */
export function seenIn(cellsOf: CellsOf): Baseline['seen'] {
  return ofEachKind((kind) => {
    const { tally, textOf } = valueSources[kind];
    const times = function* () {
      for (const cell of cellsOf(tally)) {
        const value = textOf(cell);
        // Long values are shortened here, because there may be a hundred thousand.
        if (value !== '')
          yield [seenKey(value), { first: cell.first * 1000, last: cell.last * 1000 }] as const;
      }
    };
    return mergeSeen(new Map(), times());
  });
}

/** Lists the values that were never seen before. */
export function listNewValues(
  context: ListContext,
  before: SeenBefore,
): NonNullable<Summary['new']> {
  const { isFirst, windows, isNew } = before;
  const listKind = (kind: SeenKind) => {
    const { tally, textOf, conditionOf } = valueSources[kind];
    const list = rowsOf(context, {
      tally,
      valuesOf(cell) {
        const value = textOf(cell);
        return !isFirst && value !== '' && isNew(kind, value) ? [value] : undefined;
      },
      rowOf: ({ values: [value = ''], ...measured }) => ({ value, ...spanOf(measured) }),
    });
    // Counts only the rows that are shown, as the command line does: with all values, it might be
    // too long.
    const events = list.rows.reduce((sum, row) => sum + row.events, 0);
    const shown = list.rows.map(({ value }) => value);
    const query =
      shown.length > 0 ? queryLine(context.leadingWords, conditionOf(shown)) : undefined;
    return { ...list, events, query: query ?? null };
  };
  return { isFirst, windows, ...ofEachKind(listKind) };
}

/** How to read the values of a kind from the counts, and how to select their events. */
interface ValueSource {
  readonly tally: TallyName;
  readonly textOf: (cell: TallyCell) => string;
  /** Returns the condition that selects the events with these values. */
  readonly conditionOf: (values: readonly string[]) => Condition;
}

const serviceOf = valueIn('calls', 'service');
const eventOf = valueIn('calls', 'event');
const categoryOf = valueIn('calls', 'category');

const valueSources: Readonly<Record<SeenKind, ValueSource>> = {
  principals: {
    tally: 'calls',
    textOf: valueIn('calls', 'identity'),
    conditionOf: attributeCondition('identity'),
  },
  apis: {
    tally: 'calls',
    textOf: (cell) => (isCall(cell) ? `${serviceOf(cell)}:${eventOf(cell)}` : ''),
    conditionOf: (values) => anyOf(values.map(apiCondition)),
  },
  regions: {
    tally: 'places',
    textOf: valueIn('places', 'region'),
    conditionOf: attributeCondition('region'),
  },
  addresses: {
    tally: 'origins',
    textOf: valueIn('origins', 'source-ip'),
    conditionOf: attributeCondition('source-ip'),
  },
  agents: {
    tally: 'agents',
    textOf: valueIn('agents', 'agent'),
    conditionOf: attributeCondition('agent'),
  },
};

/**
 * Returns whether events of the cell are single calls; Insights and aggregated events report many
 * calls.
 */
function isCall(cell: TallyCell): boolean {
  return !['insight', 'aggregated'].includes(categoryOf(cell));
}

function attributeCondition(
  attribute: 'identity' | 'region' | 'source-ip' | 'agent',
): ValueSource['conditionOf'] {
  return (values) => has(attribute, values);
}

/** Returns the condition that selects the calls of an API in any AWS partition. */
function apiCondition(api: string): Condition {
  const [service = '', event = ''] = [api.split(':', 1)[0], api.slice(api.indexOf(':') + 1)];
  // Sign-in events of third parties have an eventSource without AWS's suffix.
  const source = service.includes('.') ? [service] : [`${service}.amazonaws.com`, ''];
  return allOf([fieldEquals('eventSource', source), fieldEquals('eventName', [event])]);
}

/**
 * Returns a condition that holds when a field equals a text. `literals` are the parts of the text
 * between wildcards. Characters that cannot be typed are replaced by wildcards, too.
 */
function fieldEquals(key: string, literals: readonly string[]): Condition {
  const typed = literals.flatMap((literal) => literal.split(untypable));
  const operand = { kind: 'text', literals: typed } as const;
  return {
    kind: 'field',
    selector: [{ kind: 'key', key }],
    test: { kind: 'compare', operator: '=', operand },
  };
}
