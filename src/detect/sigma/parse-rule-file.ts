import { basename, extname } from 'node:path';
import { isObject } from '../../event/own-property.ts';
import { MissingPlaceholder, type Placeholders } from '../../filter/items/expand-placeholders.ts';
import { maxTests, type TestLimit } from '../../filter/items/parse-item.ts';
import type { RuleProblem } from '../rule.ts';
import { isForCloudTrail } from './log-source.ts';
import { parseCorrelation } from './parse-correlation.ts';
import { type DetectionContext, parseDetection } from './parse-detection.ts';
import { parseFilter } from './parse-filter.ts';
import { parseFirstSeen } from './parse-first-seen.ts';
import type { DocumentNames, ParsedDocument } from './parsed-document.ts';
import { type DocumentHead, readHead } from './read-head.ts';
import { unusedIn } from './resolve-expression.ts';
import { type DocumentPath, parseDocuments, type RuleDocument } from './rule-document.ts';
import { RuleError } from './rule-error.ts';

/** How rules are parsed. */
export interface RuleOptions {
  readonly placeholders?: Placeholders;
}

/** The documents of a rule file, and suspicions about those that can be used. */
export interface ParsedFile {
  readonly documents: readonly ParsedDocument[];
  readonly warnings: readonly RuleProblem[];
}

/** The largest rule file in characters. The published files have a few thousand. */
const maxLength = 2_000_000;

/**
 * Parses a file of Sigma documents: rules, correlations and filters. `file` is its name for
 * messages; a rule without a name is called after it. Bad content makes broken documents, never an
 * error.
 */
export function parseRuleFile(text: string, file: string, options: RuleOptions): ParsedFile {
  if (text.length > maxLength) {
    const reason = `is longer than ${maxLength} characters: expected a rule file, which is small`;
    return { documents: [{ kind: 'broken', problem: { file, reason } }], warnings: [] };
  }
  const warnings: RuleProblem[] = [];
  const parsed = parseDocuments(text);
  const isOnly = parsed.length === 1;
  const limit: TestLimit = { left: maxTests };
  const documents = parsed.map((document): ParsedDocument => {
    if ('reason' in document) return { kind: 'broken', problem: { file, ...document } };
    return parseDocument({ document, file, isOnly, options, limit, warnings });
  });
  return { documents, warnings };
}

interface Parsing {
  readonly document: RuleDocument;
  readonly file: string;
  /** Whether the file has no other documents. */
  readonly isOnly: boolean;
  readonly options: RuleOptions;
  readonly limit: TestLimit;
  readonly warnings: RuleProblem[];
}

function parseDocument(parsing: Parsing): ParsedDocument {
  const { document, file } = parsing;
  let names: DocumentNames | undefined;
  try {
    const { data } = document;
    if (!isObject(data)) throw new RuleError([], 'a rule must be a map');
    const head = readHead(data);
    names = namesOf(head, parsing);
    return parseBody(data, head, names, parsing);
  } catch (error) {
    if (!(error instanceof RuleError)) throw error;
    const missing = error.cause instanceof MissingPlaceholder ? error.cause.placeholder : undefined;
    const problem = {
      file,
      line: document.lineOf(error.path),
      ...(names && { rule: names.title }),
      reason: error.message,
      ...(missing !== undefined && { placeholder: missing }),
    };
    return { kind: 'broken', problem, ...(names && { names }) };
  }
}

function namesOf({ title, id, name }: DocumentHead, { document, file, isOnly }: Parsing) {
  const fromFile = isOnly ? basename(file, extname(file)) : slugOf(title);
  return {
    name: name ?? fromFile,
    ...(id !== undefined && { id }),
    title,
    file,
    line: document.line,
  };
}

/** Returns the title as a name in the style of rule files: `iam_createuser`. */
function slugOf(title: string): string {
  const slug = title.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '_');
  return slug.replace(/^_|_$/g, '') || 'rule';
}

/** Statuses of rules that should not be used. */
const retired = ['deprecated', 'unsupported'];

function parseBody(
  data: Readonly<Record<string, unknown>>,
  head: DocumentHead,
  names: DocumentNames,
  { document, options, limit, warnings }: Parsing,
): ParsedDocument {
  const { file, title, line } = names;
  const warn = (path: DocumentPath, reason: string) =>
    void warnings.push({ file, line: document.lineOf(path), rule: title, reason });
  const context: DetectionContext = {
    writtenNumber: document.writtenNumber,
    limit,
    ...(options.placeholders && { placeholders: options.placeholders }),
    warn,
  };
  const isCorrelation = Object.hasOwn(data, 'correlation');
  const hasSource = !isCorrelation || data['logsource'] !== undefined;
  if (hasSource && !isForCloudTrail(data['logsource'])) return { kind: 'other-source', names };
  const { status } = head;
  if (status !== undefined && retired.includes(status)) {
    return { kind: 'left-out', status, names };
  }
  if (Object.hasOwn(data, 'filter')) {
    return { kind: 'filter', filter: { ...names, ...parseFilter(data, context) } };
  }
  const common = { ...commonOf(head), ...names, line };
  if (isCorrelation) {
    const { level } = head;
    const rule = { ...common, ...(level && { level }), ...parseCorrelation(data) };
    return { kind: 'correlation', rule: { kind: 'correlation', ...rule } };
  }
  const detection = parseDetection(data['detection'], ['detection'], context);
  for (const name of unusedIn(detection.expressions, detection.identifiers)) {
    warn(['detection', name], `the condition does not use '${name}'`);
  }
  if (!head.level) warn([], 'has no level: taken for medium');
  const firstSeen = parseFirstSeen(data);
  const { condition } = detection;
  const level = head.level ?? 'medium';
  const rule = { ...common, level, condition, ...(firstSeen && { firstSeen }) };
  return { kind: 'rule', rule: { kind: 'event', ...rule } };
}

function commonOf({ status, description, author, ...lists }: DocumentHead) {
  return {
    ...(status !== undefined && { status }),
    ...(description !== undefined && { description }),
    ...(author !== undefined && { author }),
    tags: lists.tags,
    falsePositives: lists.falsepositives,
    references: lists.references,
    fields: lists.fields,
  };
}
