import { cutMiddle, endsOf, widthOf, wrapText } from './fit-text.ts';
import { jsonText } from './json-text.ts';
import { forTerminal } from './sanitize.ts';

/** How a tree is drawn. */
export interface TreeStyle {
  /** Terminal cells a line may have, at least 40; undefined for any. */
  readonly width: number | undefined;
  paintKey(text: string): string;
}

/**
 * A JSON value as indented lines (without line breaks): the members of an object beside their keys,
 * the elements of an array after a `-`, and strings that are JSON themselves, as policies are, opened
 * like objects. Very long strings lose their middle, what is nested very deep is JSON on one line.
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

/** The first line of an element has a `-` in its indentation. */
function* drawItem(item: unknown, style: TreeStyle, lead: string): Generator<string> {
  let dash = '- ';
  for (const line of drawTree(item, style, `${lead}  `)) {
    yield lead + dash + line.slice(lead.length + dash.length);
    dash = '  ';
  }
}

/** The value behind `start`, wrapped so that it stays in its column. */
function* drawLeaf(start: string, value: unknown, style: TreeStyle): Generator<string> {
  const used = widthOf(start);
  const text = leafText(value);
  const lines = style.width === undefined ? [text] : wrapText(text, style.width - used);
  for (const [at, line] of lines.entries()) yield (at === 0 ? start : ' '.repeat(used)) + line;
}

const widestKey = 28;
/** With less space beside its key, a value stands below it. */
const narrowest = 14;
const deepest = 16;

/** An object or array that is worth lines of its own: neither empty nor nested too deep for them. */
function isBranch(value: unknown, { width }: TreeStyle, lead: string): value is object {
  if (typeof value !== 'object' || value === null || Object.keys(value).length === 0) return false;
  return lead.length <= Math.min(2 * deepest, (width ?? Number.POSITIVE_INFINITY) - narrowest);
}

function leafText(value: unknown): string {
  const text = typeof value === 'string' ? value || '""' : jsonText(value);
  return forTerminal(endsOf(text, longestText));
}

/** UTF-16 units; a policy document that is no JSON may have so many. */
const longestText = 10_000;

/** IAM returns policies with percent-encoding (IAM API Reference, GetRolePolicy). */
function openJson(value: unknown): unknown {
  if (typeof value !== 'string' || value.length > longestJson) return value;
  try {
    if (/^%(?:5B|7B)/i.test(value)) return JSON.parse(decodeURIComponent(value));
    return /^[{[]/.test(value) ? JSON.parse(value) : value;
  } catch {
    return value;
  }
}

/** UTF-16 units: an inline policy has at most 10,240, a managed one 6,144 (IAM User Guide, "IAM and AWS STS quotas"). */
const longestJson = 2 ** 16;
