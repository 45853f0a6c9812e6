import { type Level, levels } from '../../../detect/rule.ts';
import { sessionRuleOf } from '../../../detect/sessions/session-rules.ts';
import {
  type FindingKind,
  findingKinds,
  isSessionFinding,
  type SessionFinding,
  sessionFindings,
} from '../../../query/finding-kinds.ts';
import { commandLine } from '../../query-line.ts';
import type { Summary } from '../summary-schema.ts';
import { findingQuery } from './condition-query.ts';
import type { ListContext } from './summary-lists.ts';
import { eventsIn } from './summary-tallies.ts';

type Finding = Summary['findings'][number];

/**
 * Returns the findings of a summary that need attention, those of the highest level first, in the
 * order of `findingKinds`.
 */
export function collectFindings(
  summary: Omit<Summary, 'findings'>,
  context: ListContext,
): Finding[] {
  const { cellsOf } = context;
  const { root, denied, throttled, changes, quality } = summary;
  const newValues = summary.new && !summary.new.isFirst ? summary.new : null;
  const inList = ({ events, query }: { events: number; query: string }) => [events, query] as const;
  const countNew = (list: { rows: unknown[]; more: number; query: string | null } | undefined) =>
    [list ? list.rows.length + list.more : 0, list?.query ?? null] as const;
  const figures: Record<FindingKind, readonly [count: number, query: string | null]> = {
    'root-use': inList(root),
    'no-mfa-login': [eventsIn(cellsOf('signInsWithoutMfa')), findingQuery(context, 'no-mfa-login')],
    'failed-login': [eventsIn(cellsOf('failedSignIns')), findingQuery(context, 'failed-login')],
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
    ...sessionFigures(context),
    gap: [quality.gaps.length, null],
    unreadable: [quality.unreadableFiles + quality.damagedFiles, null],
  };
  const found = findingKinds.flatMap((kind) => {
    const [count, query] = figures[kind];
    const level = levelOf(kind, context);
    return count > 0 ? [{ kind, level, count, query }] : [];
  });
  return found.toSorted((a, b) => levels.indexOf(b.level) - levels.indexOf(a.level));
}

/** Returns how many sessions are suspicious in each way, and the command line that lists them. */
function sessionFigures({ sessions, leadingWords }: ListContext) {
  const line = commandLine([...leadingWords, ['--chains']], 'detect');
  const counts = sessionFindings.map((name) => {
    const found = sessions.filter((one) => one.name === name);
    return [name, [found.reduce((sum, one) => sum + one.sessions, 0), line]] as const;
  });
  return Object.fromEntries(counts) as Record<SessionFinding, readonly [number, string]>;
}

function levelOf(kind: FindingKind, { rules }: ListContext): Level {
  if (kind === 'gap' || kind === 'unreadable') return factLevels[kind];
  return isSessionFinding(kind) ? sessionRuleOf(kind).level : rules[kind].level;
}

/** The levels of findings about what was read, which no rule is about. */
const factLevels: Readonly<Record<'gap' | 'unreadable', Level>> = {
  gap: 'low',
  unreadable: 'medium',
};
