import {
  type Document,
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  type Pair,
  parseAllDocuments,
} from 'yaml';
import { aliasesOf, maxAliases, refuseAliases } from '../../yaml/aliases.ts';
import { describeFailure, messageOf } from '../../yaml/faults.ts';
import { findTooDeep, maxDepth } from '../../yaml/nesting.ts';
import { parserOptions } from '../../yaml/parser-options.ts';

/** The keys and indexes that lead to a value of a document, from the outside inwards. */
export type DocumentPath = readonly (string | number)[];

/** A document of a rule file, parsed but not validated. */
export interface RuleDocument {
  /** The line at which it begins, from 1. */
  readonly line: number;
  readonly data: unknown;
  /** Returns the line of the path, or of its nearest parent with a known line. */
  readonly lineOf: (path: DocumentPath) => number;
  /** Returns a number as it is written in the file; undefined for other values. */
  readonly writtenNumber: (path: DocumentPath) => string | undefined;
}

/** A document that cannot be parsed. */
export interface BrokenDocument {
  readonly line: number;
  readonly reason: string;
}

/**
 * Parses the documents of a rule file, in YAML 1.2; empty ones are left out. Documents after a
 * broken one are parsed as far as its fault allows.
 */
export function parseDocuments(text: string): readonly (RuleDocument | BrokenDocument)[] {
  const tooDeep = findTooDeep(text);
  if (tooDeep !== undefined) {
    return [{ line: tooDeep, reason: `is nested more than ${maxDepth} levels deep` }];
  }
  const options = parserOptions();
  const documents = parseAllDocuments(text, options);
  if (!Array.isArray(documents)) return [];
  const lineAt: LineAt = (offset = 0) => options.lineCounter.linePos(offset).line;
  return documents.flatMap((document) => readDocument(document, lineAt));
}

/** Returns the line of an offset in the text. */
type LineAt = (offset: number | undefined) => number;

function readDocument(
  document: Document.Parsed,
  lineAt: LineAt,
): readonly (RuleDocument | BrokenDocument)[] {
  const [fault] = [...document.errors, ...document.warnings];
  if (fault) return [{ line: lineAt(fault.pos[0]), reason: messageOf(fault) }];
  const { contents } = document;
  const isEmpty = contents === null || (isScalar(contents) && contents.value === null);
  if (isEmpty) return [];
  const aliases = aliasesOf(document);
  const [refused] = refuseAliases(document, aliases);
  if (refused) return [{ line: lineAt(refused.offset), reason: refused.message }];
  const twice = findTwice(contents, lineAt);
  if (twice) return [twice];
  try {
    const data: unknown = document.toJS({ maxAliasCount: maxAliases });
    return [
      {
        line: lineAt(contents.range[0]),
        data,
        lineOf: (path) => lineAt(offsetOf(contents, path)),
        writtenNumber(path) {
          const node = document.getIn(path, true);
          return isScalar(node) && typeof node.value === 'number' ? node.source : undefined;
        },
      },
    ];
  } catch (error) {
    return [{ line: lineAt(aliases[0]?.range?.[0]), reason: describeFailure(error) }];
  }
}

/** Finds the first key that a map has twice; several maps may be merged. */
function findTwice(node: unknown, lineAt: LineAt): BrokenDocument | undefined {
  if (isSeq(node)) return firstOf(node.items, (item) => findTwice(item, lineAt));
  if (!isMap(node)) return undefined;
  const lines = new Map<string, number>();
  return firstOf(node.items, ({ key, value }) => {
    const name = keyOf(key);
    const line = lineAt(startOf(key));
    const earlier = lines.get(name);
    if (earlier !== undefined && name !== '<<') {
      return { line, reason: `'${name}' is set twice, first in line ${earlier}` };
    }
    lines.set(name, line);
    return findTwice(value, lineAt);
  });
}

function firstOf<Item, Found>(
  items: readonly Item[],
  find: (item: Item) => Found | undefined,
): Found | undefined {
  for (const item of items) {
    const found = find(item);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Returns where the key or the list item at the path begins, or else its nearest parent. */
function offsetOf(contents: unknown, path: DocumentPath): number | undefined {
  let node = contents;
  let offset = startOf(contents);
  for (const step of path) {
    if (isAlias(node)) return offset;
    const pair: Pair | undefined = isMap(node)
      ? node.items.find(({ key }) => keyOf(key) === String(step))
      : undefined;
    const item = isSeq(node) && typeof step === 'number' ? node.items[step] : undefined;
    const found = pair ? startOf(pair.key) : startOf(item);
    if (found === undefined) return offset;
    offset = found;
    node = pair ? pair.value : item;
  }
  return offset;
}

function startOf(node: unknown): number | undefined {
  return isNode(node) ? node.range?.[0] : undefined;
}

function keyOf(key: unknown): string {
  return isScalar(key) ? String(key.value) : '';
}
