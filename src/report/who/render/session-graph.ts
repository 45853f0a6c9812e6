/** The trees as nodes and edges, for programs that draw graphs. */

import { endsOf } from '../../../format/text/fit-text.ts';
import { formatTime } from '../../../format/text/format-time.ts';
import { counted } from '../../../format/text/numbers.ts';
import { forTerminal } from '../../../format/text/sanitize.ts';
import { basisOf } from '../origin-words.ts';
import { roleOf, rowsOf, type WhoRow } from '../session-rows.ts';
import { countsText, leftOutText, noEvents, personText } from '../use-words.ts';
import type { WhoOrigin, WhoReport } from '../who-report.ts';

/** A graph. Texts have no control characters, and must be escaped for the language. */
export interface SessionGraph {
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
}

/** A session, a person or a note. */
interface GraphNode {
  /** A letter and a number, which is harmless in any language. */
  readonly id: string;
  readonly lines: readonly string[];
  readonly kind: 'session' | 'person' | 'note';
  readonly isSought: boolean;
}

/** An edge from a session to one that was made with it, or from a person to a session. */
interface GraphEdge {
  readonly from: string;
  readonly to: string;
  readonly lines: readonly string[];
  readonly isLikely: boolean;
}

/** In UTF-16 units. */
const longestLine = 200;

/** Returns the graph of the first `max` rows. Each tree begins with the person, if one is known. */
export function graphOf(report: WhoReport, zone: string, max: number): SessionGraph {
  const { rows, leftOut } = rowsOf(report, max);
  const nodes: GraphNode[] = [];
  const edges: GraphEdge[] = [];
  for (const [at, row] of rows.entries()) {
    const id = `s${at + 1}`;
    nodes.push({
      id,
      lines: nodeLines(row).map(safeLine),
      kind: row.kind === 'others' ? 'note' : 'session',
      isSought: row.kind === 'session' && row.session.isSought,
    });
    const [from, edge] = row.parent === undefined ? rootEdge(row, at) : [`s${row.parent + 1}`];
    if (edge) nodes.push(edge);
    const origin = firstOf(row)?.origin;
    if (from) {
      edges.push({
        from,
        to: id,
        lines: (origin ? edgeLines(origin, zone) : []).map(safeLine),
        isLikely: origin?.certainty === 'likely',
      });
    }
  }
  const left = leftOutText(leftOut, report.leftOut);
  if (left !== '') {
    const lines = [`Not shown: ${left}`];
    nodes.push({ id: 'more', lines, kind: 'note', isSought: false });
  }
  return { nodes, edges };
}

function firstOf(row: WhoRow) {
  if (row.kind === 'others') return undefined;
  return row.kind === 'session' ? row.session : row.sessions[0];
}

/** Returns the person that a tree begins with. */
function rootEdge(row: WhoRow, at: number): readonly [string, GraphNode] | readonly [] {
  const person = firstOf(row)?.person;
  if (!person) return [];
  const id = `p${at + 1}`;
  return [id, { id, lines: [safeLine(personText(person))], kind: 'person', isSought: false }];
}

function nodeLines(row: WhoRow): readonly string[] {
  switch (row.kind) {
    case 'others':
      return [`${counted(row.count, 'other session')} not shown`];
    case 'unused': {
      const [{ name, kind }] = row.sessions;
      return [roleOf(name), counted(row.sessions.length, kind), noEvents];
    }
    case 'session': {
      const { name, kind, handle, use } = row.session;
      const isKey = handle !== '' && handle !== name && kind !== 'password';
      return [name, kind, ...(isKey ? [handle] : []), use ? countsText(use) : noEvents];
    }
  }
}

function edgeLines(origin: WhoOrigin, zone: string): readonly string[] {
  const { kind, by, event } = origin;
  const caller = kind === 'session' || by === null ? '' : ` by ${by}`;
  return [
    ...(event ? [`${event.name}${caller}`] : []),
    ...(event?.time ? [formatTime(Date.parse(event.time), zone)] : []),
    basisOf(origin),
  ];
}

/** Returns a text from events on one line, not too long, without control characters. */
export function safeLine(text: string): string {
  return endsOf(forTerminal(endsOf(text, longestLine)), longestLine);
}
