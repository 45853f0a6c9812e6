import { type FindingKind, findingKinds } from '../../../query/finding-kinds.ts';
import type { TallyCell } from '../../../query/tally.ts';
import type { Summary } from '../summary-schema.ts';
import { conditionQuery } from './condition-query.ts';
import { type ConditionName, conditions } from './summary-conditions.ts';
import type { ListContext } from './summary-lists.ts';
import { eventsIn, valueIn } from './summary-tallies.ts';

type Finding = Summary['findings'][number];

/** Returns the findings of a summary that need attention, in the order of `findingKinds`. */
export function collectFindings(
  summary: Omit<Summary, 'findings'>,
  { cellsOf, leadingWords }: ListContext,
): Finding[] {
  const { root, denied, throttled, changes, quality } = summary;
  const newValues = summary.new && !summary.new.isFirst ? summary.new : null;
  const outcomeOf = valueIn('signIns', 'outcome');
  const failedSignIns = cellsOf('signIns').filter((cell) => outcomeOf(cell) !== 'ok');
  const inCondition = (name: ConditionName, cells: readonly TallyCell[]) =>
    [eventsIn(cells), conditionQuery(leadingWords, conditions[name])] as const;
  const inList = ({ events, query }: { events: number; query: string }) => [events, query] as const;
  const countNew = (list: { rows: unknown[]; more: number; query: string | null } | undefined) =>
    [list ? list.rows.length + list.more : 0, list?.query ?? null] as const;
  const figures: Record<FindingKind, readonly [count: number, query: string | null]> = {
    'root-use': inList(root),
    'no-mfa-login': inCondition('signInsWithoutMfa', cellsOf('signInsWithoutMfa')),
    'failed-login': inCondition('failedSignIns', failedSignIns),
    denied: inList(denied),
    throttled: inList(throttled),
    'iam-change': inList(changes.iam),
    'network-change': inList(changes.network),
    'logging-change': inList(changes.logging),
    'key-change': inList(changes.keys),
    'bucket-change': inList(changes.buckets),
    'sharing-change': inList(changes.sharing),
    'new-principal': countNew(newValues?.principals),
    'new-api': countNew(newValues?.apis),
    'new-region': countNew(newValues?.regions),
    'new-address': countNew(newValues?.addresses),
    'new-agent': countNew(newValues?.agents),
    gap: [quality.gaps.length, null],
    unreadable: [quality.unreadableFiles + quality.damagedFiles, null],
  };
  return findingKinds.flatMap((kind) => {
    const [count, query] = figures[kind];
    return count > 0 ? [{ kind, count, query }] : [];
  });
}
