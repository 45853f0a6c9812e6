import { parseDocument, type YAMLError } from 'yaml';
import { aliasesOf, maxAliases, refuseAliases } from '../../yaml/aliases.ts';
import { describeFailure, messageOf } from '../../yaml/faults.ts';
import { findTooDeep, maxDepth } from '../../yaml/nesting.ts';
import { parserOptions } from '../../yaml/parser-options.ts';
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
  const options = parserOptions();
  const document = parseDocument(text, options);
  const lineAt: LineAt = (offset = 0) => options.lineCounter.linePos(offset).line;
  const faults = [...document.errors, ...document.warnings];
  if (faults.length > 0) return failed(syntaxProblems(faults, lineAt));
  const aliases = aliasesOf(document);
  const refused = refuseAliases(document, aliases);
  if (refused.length > 0) {
    return failed(refused.map(({ offset, message }) => problemAt(lineAt(offset), message)));
  }
  const { duplicates, lineOf } = noteLines(document.contents, lineAt);
  try {
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

/** Returns at most one problem for each line: others in the same line usually follow from it. */
function syntaxProblems(faults: readonly YAMLError[], lineAt: LineAt): readonly ConfigProblem[] {
  const problems = new Map<number, ConfigProblem>();
  for (const fault of faults) {
    const line = lineAt(fault.pos[0]);
    if (!problems.has(line)) problems.set(line, problemAt(line, messageOf(fault)));
  }
  return [...problems.values()];
}
