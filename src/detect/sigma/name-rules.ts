import { forTerminal } from '../../format/text/sanitize.ts';
import { levels, type RuleProblem } from '../rule.ts';
import type { DocumentNames, ParsedDocument } from './parsed-document.ts';

/** A document with a name that no other document has. */
export interface NamedDocument {
  readonly document: ParsedDocument;
  /** Absent for a document that cannot be read so far. */
  readonly names?: DocumentNames;
  /** The name before it was made unique; other documents of its file may use it. */
  readonly ownName?: string;
}

/**
 * Gives documents unique names that can be typed after a flag: one that cannot is changed, and a
 * later one with the same name, or one that is a level, gets a number at its end; each with a
 * warning. Filters have no name that others need.
 */
export function nameDocuments(
  documents: readonly ParsedDocument[],
  warnings: RuleProblem[],
): readonly NamedDocument[] {
  const byName = new Map<string, DocumentNames>();
  const byId = new Map<string, DocumentNames>();
  const numbers = new Map<string, number>();
  return documents.map((document) => {
    const names = namesOf(document);
    if (!names) return { document };
    const { file, line, title } = names;
    const isUsed = document.kind === 'rule' || document.kind === 'correlation';
    const warn = (reason: string) => {
      if (isUsed) warnings.push({ file, line, rule: title, reason });
    };
    const sameId = names.id === undefined ? undefined : byId.get(names.id);
    if (sameId) warn(`has the same ID as the rule in ${sameId.file}:${sameId.line}`);
    else if (names.id !== undefined) byId.set(names.id, names);
    const typed = asTyped(names.name);
    const isLevel = levels.some((level) => level === typed);
    const name = freeName(typed, (one) => byName.has(one) || (isLevel && one === typed), numbers);
    const named = { ...names, name };
    const earlier = byName.get(typed);
    if (typed !== names.name) warn(`the name '${names.name}' cannot be typed: called '${name}'`);
    else if (isLevel) warn(`the name '${typed}' is a level: called '${name}'`);
    else if (earlier) {
      warn(`has the same name as the rule in ${earlier.file}:${earlier.line}: called '${name}'`);
    }
    byName.set(name, named);
    return { document: withName(document, name), names: named, ownName: names.name };
  });
}

/**
 * Returns a name as it can be typed after `--finding`, where a leading `!` excludes a rule and
 * spaces around a name do not count.
 */
function asTyped(name: string): string {
  return forTerminal(name).replace(/^[!\s]+|\s+$/g, '') || 'rule';
}

/**
 * Returns the name, or the first with a number behind it that is free. `numbers` has the last
 * number that each name was given.
 */
function freeName(
  name: string,
  isTaken: (name: string) => boolean,
  numbers: Map<string, number>,
): string {
  let free = name;
  let number = numbers.get(name) ?? 1;
  while (isTaken(free)) {
    number++;
    free = `${name}_${number}`;
  }
  numbers.set(name, number);
  return free;
}

function namesOf(document: ParsedDocument): DocumentNames | undefined {
  switch (document.kind) {
    case 'rule':
    case 'correlation':
      return document.rule;
    case 'other-source':
    case 'left-out':
    case 'broken':
      return document.names;
    case 'filter':
      return undefined;
    default:
      return document satisfies never;
  }
}

function withName(document: ParsedDocument, name: string): ParsedDocument {
  switch (document.kind) {
    case 'rule':
      return { kind: 'rule', rule: { ...document.rule, name } };
    case 'correlation':
      return { kind: 'correlation', rule: { ...document.rule, name } };
    default:
      return document;
  }
}
