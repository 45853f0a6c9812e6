import { unseen } from '../../../filter/spell-pattern.ts';
import { allOf, anyOf, type Condition, has } from '../../../query/condition/condition.ts';
import type { TallyCell } from '../../../query/tally.ts';
import { type Baseline, mergeSeen, ofEachKind, type SeenKind } from '../../baseline/baseline.ts';
import { queryLine } from '../../query-line.ts';
import type { Summary } from '../summary-schema.ts';
import { areas } from './summary-areas.ts';
import { type CellsOf, type ListContext, listOf, spanOf } from './summary-lists.ts';
import { type TallyName, valueIn } from './summary-tallies.ts';

/** What was seen before a window. */
export interface SeenBefore {
  /** Whether this window is the first one of which anything is remembered. */
  readonly isFirst: boolean;
  /** How many windows are remembered. */
  readonly windows: number;
  readonly isNew: (kind: SeenKind, value: string) => boolean;
}

/** What there is to be seen in events, and when. */
export function seenIn(cellsOf: CellsOf): Baseline['seen'] {
  return ofEachKind((kind) => {
    const { tally, textOf } = seen[kind];
    const times = cellsOf(tally).map((cell) => {
      const at = { first: cell.first * 1000, last: cell.last * 1000 };
      return [textOf(cell), at] as const;
    });
    return mergeSeen(
      new Map(),
      times.filter(([value]) => value !== ''),
    );
  });
}

/** What was never seen before. */
export function listNews(context: ListContext, before: SeenBefore): NonNullable<Summary['new']> {
  const { isFirst, windows, isNew } = before;
  const news = (kind: SeenKind) => {
    const { tally, textOf, areaOf } = seen[kind];
    const list = listOf(context, {
      area: areas.all,
      tally,
      valuesOf(cell) {
        const value = textOf(cell);
        return !isFirst && value !== '' && isNew(kind, value) ? [value] : undefined;
      },
      rowOf: ({ values: [value = ''], ...measured }) => ({ value, ...spanOf(measured) }),
    });
    // The events of what is shown: there may be too many values for a command line.
    const events = list.rows.reduce((sum, row) => sum + row.events, 0);
    const shown = list.rows.map(({ value }) => value);
    const query = shown.length > 0 ? queryLine(context.given, areaOf(shown)) : undefined;
    return { ...list, events, query: query ?? null };
  };
  return { isFirst, windows, ...ofEachKind(news) };
}

interface Seen {
  readonly tally: TallyName;
  readonly textOf: (cell: TallyCell) => string;
  /** The events of these values. */
  readonly areaOf: (values: readonly string[]) => Condition;
}

const serviceOf = valueIn('calls', 'service');
const eventOf = valueIn('calls', 'event');
const categoryOf = valueIn('calls', 'category');

const seen: Readonly<Record<SeenKind, Seen>> = {
  principals: {
    tally: 'calls',
    textOf: valueIn('calls', 'identity'),
    areaOf: areaOfAttribute('identity'),
  },
  apis: {
    tally: 'calls',
    textOf: (cell) => (isCall(cell) ? `${serviceOf(cell)}:${eventOf(cell)}` : ''),
    areaOf: (values) => anyOf(values.map(areaOfApi)),
  },
  regions: {
    tally: 'calls',
    textOf: valueIn('calls', 'region'),
    areaOf: areaOfAttribute('region'),
  },
  addresses: {
    tally: 'origins',
    textOf: valueIn('origins', 'source-ip'),
    areaOf: areaOfAttribute('source-ip'),
  },
  agents: { tally: 'agents', textOf: valueIn('agents', 'agent'), areaOf: areaOfAttribute('agent') },
};

/** Insight and aggregated events report of many calls. */
function isCall(cell: TallyCell): boolean {
  return !['insight', 'aggregated'].includes(categoryOf(cell));
}

function areaOfAttribute(attribute: 'identity' | 'region' | 'source-ip' | 'agent'): Seen['areaOf'] {
  return (values) => has(attribute, values);
}

/** The calls of an API, of whichever partition. */
function areaOfApi(api: string): Condition {
  const [service = '', event = ''] = [api.split(':', 1)[0], api.slice(api.indexOf(':') + 1)];
  // Sign-in events of other parties have an eventSource without a suffix of AWS's.
  const source = service.includes('.') ? [service] : [`${service}.amazonaws.com`, ''];
  return allOf([fieldIs('eventSource', source), fieldIs('eventName', [event])]);
}

/** `literals` are the parts between wildcards. Where nothing can be typed stands a wildcard, too. */
function fieldIs(key: string, literals: readonly string[]): Condition {
  const typed = literals.flatMap((literal) => literal.split(unseen));
  const operand = { kind: 'text', literals: typed } as const;
  return {
    kind: 'field',
    selector: [{ kind: 'key', key }],
    test: { kind: 'compare', operator: '=', operand },
  };
}
