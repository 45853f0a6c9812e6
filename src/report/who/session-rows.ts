/** The trees as a list of rows, in the order in which every format shows them. */
import type { WhoReport, WhoSession } from './who-report.ts';

/** A row: a session, several unused ones, or a number of sessions that are not shown. */
export type WhoRow = RowPlace &
  (
    | { readonly kind: 'session'; readonly session: WhoSession }
    /** Unused sessions of one role or user, from the same parent and known in the same way. */
    | { readonly kind: 'unused'; readonly sessions: readonly [WhoSession, ...WhoSession[]] }
    | { readonly kind: 'others'; readonly count: number }
  );

/** Where a row is in its tree. */
interface RowPlace {
  /** 0 for a session at the beginning of a chain. */
  readonly depth: number;
  /** The index of the row of the session that this one was made from. */
  readonly parent: number | undefined;
  /** Whether no sibling follows. */
  readonly isLast: boolean;
}

/** The rows that are shown, and how many sessions are not. */
export interface WhoRows {
  readonly rows: readonly WhoRow[];
  readonly leftOut: number;
}

/**
 * Returns the first `max` rows of all trees. Chains can be thousands of sessions long, such as
 * those of a role that assumes itself every hour, so nothing here is recursive.
 */
export function rowsOf(
  { trees }: Pick<WhoReport, 'trees'>,
  max = Number.POSITIVE_INFINITY,
): WhoRows {
  const rows: WhoRow[] = [];
  const open = siblingsOf(trees, 0, undefined, 0).toReversed();
  for (;;) {
    const row = open.at(-1);
    if (!row || rows.length >= max) break;
    open.pop();
    rows.push(row);
    if (row.kind !== 'session') continue;
    const { children, others } = row.session;
    const below = siblingsOf(children, others, rows.length - 1, row.depth + 1);
    for (let at = below.length - 1; at >= 0; at--) open.push(below[at] as WhoRow);
  }
  return { rows, leftOut: open.reduce((sum, row) => sum + sizeOf(row), 0) };
}

function siblingsOf(
  sessions: readonly WhoSession[],
  others: number,
  parent: number | undefined,
  depth: number,
): WhoRow[] {
  const groups = new Map<string, [WhoSession, ...WhoSession[]]>();
  for (const [at, session] of sessions.entries()) {
    const key = isUnused(session) ? groupKey(session) : String(at);
    const group = groups.get(key);
    if (group) group.push(session);
    else groups.set(key, [session]);
  }
  const place = { depth, parent, isLast: false };
  const rows: WhoRow[] = [...groups.values()].map((group) =>
    group.length === 1
      ? { ...place, kind: 'session', session: group[0] }
      : { ...place, kind: 'unused', sessions: group },
  );
  if (others > 0) rows.push({ ...place, kind: 'others', count: others });
  const last = rows.pop();
  return last ? [...rows, { ...last, isLast: true }] : [];
}

/**
 * Returns whether a session did nothing in the time that was read, and nothing was made from it.
 */
function isUnused({ use, children, others, isSought }: WhoSession): boolean {
  return use === null && children.length === 0 && others === 0 && !isSought;
}

function groupKey({ name, kind, account, person, origin }: WhoSession): string {
  const { certainty, how, event } = origin;
  return JSON.stringify([kind, roleOf(name), account, person?.name, certainty, how, event?.name]);
}

/** Returns the name of a session without that of the session itself: `deploy` of `deploy/ci`. */
export function roleOf(name: string): string {
  const slash = name.indexOf('/');
  return slash > 0 ? name.slice(0, slash) : name;
}

function sizeOf(row: WhoRow): number {
  let size = 0;
  const open: WhoSession[] = [];
  if (row.kind === 'others') return row.count;
  open.push(...(row.kind === 'unused' ? row.sessions : [row.session]));
  for (let session = open.pop(); session; session = open.pop()) {
    size += 1 + session.others;
    open.push(...session.children);
  }
  return size;
}

/** Returns all sessions of the report, in the order of the rows. */
export function sessionsOf({ trees }: Pick<WhoReport, 'trees'>): readonly WhoSession[] {
  const found: WhoSession[] = [];
  const open = trees.toReversed();
  for (let session = open.pop(); session; session = open.pop()) {
    found.push(session);
    open.push(...session.children.toReversed());
  }
  return found;
}
