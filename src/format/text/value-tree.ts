import { cutMiddle, endsOf, widthOf, wrapText } from './fit-text.ts';
import { jsonText } from './json-text.ts';
import { forTerminal } from './sanitize.ts';

/** Options for drawing a tree. */
export interface TreeStyle {
  /** The maximum width of a line in terminal cells, at least 40; undefined for no limit. */
  readonly width: number | undefined;
  paintKey(text: string): string;
}

/**
 * Draws a JSON value as indented lines (without line breaks): members of an object beside their
 * keys, elements of an array after a `-`. Strings that are themselves JSON, such as policies, are
 * drawn as trees, too. Very long strings lose their middle; very deeply nested values are drawn as
 * JSON on one line.
 */
export function* drawTree(value: unknown, style: TreeStyle, indent = '  '): Generator<string> {
  const parsed = parseIfJson(value);
  if (!isBranch(parsed, style, indent)) {
    yield* drawLeaf(indent, parsed, style);
  } else if (Array.isArray(parsed)) {
    for (const item of parsed) yield* drawItem(item, style, indent);
  } else {
    yield* drawMembers(Object.entries(parsed), style, indent);
  }
}

function* drawMembers(
  members: readonly (readonly [string, unknown])[],
  style: TreeStyle,
  indent: string,
): Generator<string> {
  const space = (style.width ?? Number.POSITIVE_INFINITY) - indent.length;
  const rows = members.map(([key, member]) => {
    const label = cutMiddle(forTerminal(endsOf(key, 200)) || '""', Math.min(maxKeyWidth, space));
    const value = parseIfJson(member);
    return { label, value, cells: widthOf(label), isBranch: isBranch(value, style, indent) };
  });
  const widest = rows.reduce((max, row) => (row.isBranch ? max : Math.max(max, row.cells)), 0);
  for (const { label, value, cells, isBranch } of rows) {
    const start = indent + style.paintKey(label);
    if (isBranch) {
      yield start;
      yield* drawTree(value, style, `${indent}  `);
    } else if (space - widest - 2 < minValueWidth) {
      yield start;
      yield* drawLeaf(`${indent}  `, value, style);
    } else {
      yield* drawLeaf(`${start}${' '.repeat(widest - cells + 2)}`, value, style);
    }
  }
}

/** Draws an element of an array, with a `-` in the indentation of its first line. */
function* drawItem(item: unknown, style: TreeStyle, indent: string): Generator<string> {
  let dash = '- ';
  for (const line of drawTree(item, style, `${indent}  `)) {
    yield indent + dash + line.slice(indent.length + dash.length);
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

const maxKeyWidth = 28;
/** A value with less space than this beside its key is drawn below the key. */
const minValueWidth = 14;
const maxDepth = 16;

/**
 * Returns whether the value is an object or array that gets its own lines: not empty, and not
 * nested too deeply.
 */
function isBranch(value: unknown, { width }: TreeStyle, indent: string): value is object {
  if (typeof value !== 'object' || value === null || Object.keys(value).length === 0) return false;
  return (
    indent.length <= Math.min(2 * maxDepth, (width ?? Number.POSITIVE_INFINITY) - minValueWidth)
  );
}

function leafText(value: unknown): string {
  const text = typeof value === 'string' ? value || '""' : jsonText(value);
  return forTerminal(endsOf(text, maxLength));
}

/** In UTF-16 units: enough for a policy document that is not valid JSON. */
const maxLength = 10_000;

/**
 * Parses a string that is JSON. IAM returns policies percent-encoded (IAM API Reference,
 * GetRolePolicy).
 */
function parseIfJson(value: unknown): unknown {
  if (typeof value !== 'string' || value.length > maxJsonLength) return value;
  try {
    if (/^%(?:5B|7B)/i.test(value)) return JSON.parse(decodeURIComponent(value));
    return /^[{[]/.test(value) ? JSON.parse(value) : value;
  } catch {
    return value;
  }
}

/**
 * In UTF-16 units: an inline policy has at most 10,240, a managed one 6,144 (IAM User Guide, "IAM
 * and AWS STS quotas").
 */
const maxJsonLength = 2 ** 16;
