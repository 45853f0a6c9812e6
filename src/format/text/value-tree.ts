import { cutMiddle, endsOf, widthOf, wrapText } from './fit-text.ts';
import { jsonText } from './json-text.ts';
import { forTerminal } from './sanitize.ts';

/** How a tree is drawn. */
export interface TreeStyle {
  /** The maximum width of a line in terminal cells, at least 40; undefined for no limit. */
  readonly width: number | undefined;
  paintKey(text: string): string;
}

/**
 * Draws a JSON value as indented lines (without line breaks): members of an object beside their keys, elements of an
 * array after a `-`. Strings that are themselves JSON, such as policies, are drawn as trees, too. Very long strings
 * lose their middle; very deeply nested values are drawn as JSON on one line.
 */
export function* drawTree(value: unknown, style: TreeStyle, lead = '  '): Generator<string> {
  const opened = openJson(value);
  if (!isBranch(opened, style, lead)) {
    yield* drawLeaf(lead, opened, style);
  } else if (Array.isArray(opened)) {
    for (const item of opened) yield* drawItem(item, style, lead);
  } else {
    yield* drawMembers(Object.entries(opened), style, lead);
  }
}

function* drawMembers(
  members: readonly (readonly [string, unknown])[],
  style: TreeStyle,
  lead: string,
): Generator<string> {
  const space = (style.width ?? Number.POSITIVE_INFINITY) - lead.length;
  const rows = members.map(([key, member]) => {
    const label = cutMiddle(forTerminal(endsOf(key, 200)) || '""', Math.min(widestKey, space));
    const value = openJson(member);
    return { label, value, cells: widthOf(label), isBranch: isBranch(value, style, lead) };
  });
  const widest = rows.reduce((most, row) => (row.isBranch ? most : Math.max(most, row.cells)), 0);
  for (const { label, value, cells, isBranch } of rows) {
    const start = lead + style.paintKey(label);
    if (isBranch) {
      yield start;
      yield* drawTree(value, style, `${lead}  `);
    } else if (space - widest - 2 < narrowest) {
      yield start;
      yield* drawLeaf(`${lead}  `, value, style);
    } else {
      yield* drawLeaf(`${start}${' '.repeat(widest - cells + 2)}`, value, style);
    }
  }
}

/** Draws an element of an array, with a `-` in the indentation of its first line. */
function* drawItem(item: unknown, style: TreeStyle, lead: string): Generator<string> {
  let dash = '- ';
  for (const line of drawTree(item, style, `${lead}  `)) {
    yield lead + dash + line.slice(lead.length + dash.length);
    dash = '  ';
  }
}

/** Draws a value after `start`, wrapped so that it stays in its column. */
function* drawLeaf(start: string, value: unknown, style: TreeStyle): Generator<string> {
  const used = widthOf(start);
  const text = leafText(value);
  const lines = style.width === undefined ? [text] : wrapText(text, style.width - used);
  for (const [at, line] of lines.entries()) yield (at === 0 ? start : ' '.repeat(used)) + line;
}

const widestKey = 28;
/** A value with less space than this beside its key is drawn below the key. */
const narrowest = 14;
const deepest = 16;

/** Returns whether the value is an object or array that gets its own lines: not empty, and not nested too deeply. */
function isBranch(value: unknown, { width }: TreeStyle, lead: string): value is object {
  if (typeof value !== 'object' || value === null || Object.keys(value).length === 0) return false;
  return lead.length <= Math.min(2 * deepest, (width ?? Number.POSITIVE_INFINITY) - narrowest);
}

function leafText(value: unknown): string {
  const text = typeof value === 'string' ? value || '""' : jsonText(value);
  return forTerminal(endsOf(text, longestText));
}

/** In UTF-16 units: enough for a policy document that is not valid JSON. */
const longestText = 10_000;

/** Parses a string that is JSON. IAM returns policies percent-encoded (IAM API Reference, GetRolePolicy). */
function openJson(value: unknown): unknown {
  if (typeof value !== 'string' || value.length > longestJson) return value;
  try {
    if (/^%(?:5B|7B)/i.test(value)) return JSON.parse(decodeURIComponent(value));
    return /^[{[]/.test(value) ? JSON.parse(value) : value;
  } catch {
    return value;
  }
}

/** In UTF-16 units: an inline policy has at most 10,240, a managed one 6,144 (IAM User Guide, "IAM and AWS STS quotas"). */
const longestJson = 2 ** 16;
