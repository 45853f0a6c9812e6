import type { WhoReport } from '../who-report.ts';
import type { WhoTextOptions } from './render-text.ts';
import { graphOf, safeLine } from './session-graph.ts';

/** This many rows are drawn. */
const maxRows = 2000;

/** Renders the trees as a graph for Graphviz. Likely links are dashed. */
export function* renderWhoDot(
  report: WhoReport,
  { zone }: Pick<WhoTextOptions, 'zone'>,
): Generator<string> {
  const { nodes, edges } = graphOf(report, zone, maxRows);
  const title = safeLine(`Who is behind ${report.thing.text}? Times in ${zone}`);
  yield `digraph who {
  graph [rankdir=LR, label=${quoted([title])}, labelloc=t]
  node [shape=box, fontname="sans-serif"]
  edge [fontname="sans-serif", fontsize=11]
`;
  for (const { id, lines, kind, isSought } of nodes) {
    const shape = shapes[kind] + (isSought ? ', penwidth=2' : '');
    yield `  ${id} [label=${quoted(lines)}${shape}]\n`;
  }
  for (const { from, to, lines, isLikely } of edges) {
    yield `  ${from} -> ${to} [label=${quoted(lines)}${isLikely ? ', style=dashed' : ''}]\n`;
  }
  yield '}\n';
}

const shapes = { session: '', person: ', shape=oval', note: ', shape=plaintext' } as const;

/**
 * Returns a quoted string that Graphviz shows as these lines. In labels, it also replaces escapes
 * that begin with a backslash and entities that begin with `&` (Graphviz, "escString").
 */
function quoted(lines: readonly string[]): string {
  const text = lines.map((line) =>
    line.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('&', '&amp;'),
  );
  return `"${text.join('\\n')}"`;
}
