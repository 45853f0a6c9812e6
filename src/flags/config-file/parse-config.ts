import {
  type Alias,
  type Document,
  Lexer,
  LineCounter,
  Parser,
  parseDocument,
  visit,
  type YAMLError,
} from 'yaml';
import type { ConfigProblem, ConfigText } from './config-text.ts';
import { noteLines } from './note-lines.ts';

/**
 * Parses the text of a config file: YAML 1.2, which includes JSON. Anchors, aliases and merge keys
 * (`<<`) are supported.
 */
export function parseConfig(text: string): ConfigText {
  const tooDeep = findTooDeep(text);
  if (tooDeep !== undefined) {
    return failed([problemAt(tooDeep, `is nested more than ${maxDepth} levels deep`)]);
  }
  const counter = new LineCounter();
  const document = parseDocument(text, {
    lineCounter: counter,
    // With 'silent', the parser would not report a second document.
    logLevel: 'error',
    merge: true,
    prettyErrors: false,
    resolveKnownTags: false,
    stringKeys: true,
    // The parser would compare each key with every other.
    uniqueKeys: false,
  });
  const lineAt: LineAt = (offset = 0) => counter.linePos(offset).line;
  const faults = [...document.errors, ...document.warnings];
  if (faults.length > 0) return failed(syntaxProblems(faults, lineAt));
  const aliases: Alias[] = [];
  visit(document, { Alias: (_, alias) => void aliases.push(alias) });
  const refused = refuseAliases(document, aliases, lineAt);
  if (refused.length > 0) return failed(refused);
  const { duplicates, lineOf } = noteLines(document.contents, lineAt);
  try {
    // Counts nested aliases, too, so that a few of them cannot expand to millions of values.
    const data: unknown = document.toJS({ maxAliasCount: maxAliases });
    return { data, problems: duplicates, lineOf };
  } catch (error) {
    return failed([problemAt(lineAt(aliases[0]?.range?.[0]), describeFailure(error))]);
  }
}

/** Returns the line of an offset in the text. */
type LineAt = (offset: number | undefined) => number;

function problemAt(line: number, message: string): ConfigProblem {
  return { path: [], line, message };
}

function failed(problems: readonly ConfigProblem[]): ConfigText {
  return { data: undefined, problems, lineOf: () => 1 };
}

/** How deep values may be nested: turning tokens into values uses stack for each level. */
const maxDepth = 100;

/**
 * Finds the line in which values are nested too deep. This is done before tokens are turned into
 * values, since Node may abort when the stack is exhausted; tokens are parsed without recursion.
 */
function findTooDeep(text: string): number | undefined {
  const parser = new Parser();
  for (const token of new Lexer().lex(text)) {
    // The parser advances only when its results are consumed, though they are not needed.
    for (const _ of parser.next(token));
    // The document and a scalar are on the stack, too.
    if (parser.stack.length > maxDepth + 2) {
      return text.slice(0, parser.offset).split('\n').length;
    }
  }
  return undefined;
}

/** Returns at most one problem for each line: others in the same line usually follow from it. */
function syntaxProblems(faults: readonly YAMLError[], lineAt: LineAt): readonly ConfigProblem[] {
  const problems = new Map<number, ConfigProblem>();
  for (const fault of faults) {
    const line = lineAt(fault.pos[0]);
    if (!problems.has(line)) problems.set(line, problemAt(line, messageOf(fault)));
  }
  return [...problems.values()];
}

/** Returns the parser's message, or our own where that does not say what to do. */
function messageOf({ code, message }: YAMLError): string {
  switch (code) {
    case 'BAD_SCALAR_START': {
      const [, char = ''] = /character (.)$/.exec(message) ?? [];
      return `text cannot begin with '${char}' in YAML: put it in quotes, such as "${char}prod"`;
    }
    case 'TAB_AS_INDENT':
      return 'tabs cannot be used for indentation in YAML: expected spaces';
    case 'MULTIPLE_DOCS':
      return "begins a second document with '---': expected one";
    case 'NON_STRING_KEY':
      return "expected a name before ':', found a list or a map";
    default:
      return lowerFirst(message);
  }
}

const maxAliases = 100;

function refuseAliases(
  document: Document,
  aliases: readonly Alias[],
  lineAt: LineAt,
): readonly ConfigProblem[] {
  const surplus = aliases[maxAliases];
  if (surplus) {
    const message = `has more than ${maxAliases} aliases: expected values in full`;
    return [problemAt(lineAt(surplus.range?.[0]), message)];
  }
  return aliases
    .filter((alias) => alias.resolve(document) === undefined)
    .map(({ source, range }) => {
      const message = `the alias '*${source}' has no anchor '&${source}' before it`;
      return problemAt(lineAt(range?.[0]), message);
    });
}

/** Describes an error thrown by the parser when it turns a document into values. */
function describeFailure(error: unknown): string {
  if (!(error instanceof Error)) throw error;
  return error instanceof ReferenceError
    ? 'its aliases expand to too many values: expected values in full'
    : lowerFirst(error.message);
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
