import type { WhoReport } from '../who-report.ts';
import type { WhoTextOptions } from './render-text.ts';
import { graphOf } from './session-graph.ts';

/** This many rows are drawn: Mermaid takes 500 edges and 50,000 characters unless configured. */
const maxRows = 120;

/** Renders the trees as a flowchart of Mermaid. Likely links are dashed. */
export function* renderWhoMermaid(
  report: WhoReport,
  { zone }: Pick<WhoTextOptions, 'zone'>,
): Generator<string> {
  const { nodes, edges } = graphOf(report, zone, maxRows);
  yield `flowchart LR\n%% Times in ${zone}\n`;
  for (const { id, lines, kind, isSought } of nodes) {
    const [open, close] = shapes[kind];
    yield `  ${id}${open}${quoted(lines)}${close}${isSought ? ':::sought' : ''}\n`;
  }
  for (const { from, to, lines, isLikely } of edges) {
    yield `  ${from} ${isLikely ? '-.->' : '-->'}|${quoted(lines)}| ${to}\n`;
  }
  yield '  classDef sought stroke-width:3px\n';
}

const shapes = {
  session: ['[', ']'],
  person: ['([', '])'],
  note: ['[', ']'],
} as const;

/** Anything but letters, digits and some marks; the beginning of a list. */
const special = /[^\p{L}\p{N} ,:/@()-]|^-|^\d(?=\d*[.)])/gu;

/** Names of icons, which Mermaid replaces even where they are written as numbers. */
const icon = /(?<=\bfa[a-z]?:)(?=fa-)/g;

/**
 * Returns a quoted text that Mermaid shows as these lines. Every character that could be markup, a
 * quotation mark or a directive is written as its number (Mermaid, "Entity codes to escape
 * characters").
 */
function quoted(lines: readonly string[]): string {
  return `"${lines.map(escaped).join('<br>')}"`;
}

function escaped(line: string): string {
  return line.replace(icon, ' ').replace(special, (char) => `#${char.codePointAt(0)};`);
}
