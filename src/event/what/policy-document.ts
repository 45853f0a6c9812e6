/**
 * Reads policy documents (IAM User Guide, "IAM JSON policy reference"). Requests carry them as JSON
 * text, as percent-encoded JSON text, or as objects.
 */
import { isObject, ownProperty } from '../own-property.ts';
import { listed, type Phrase, phrase, words } from './phrase.ts';
import { maxValues } from './read-values.ts';
import { shortName } from './short-name.ts';

/** Longer documents do not fit into the 100 KB above which CloudTrail omits a request. */
const maxLength = 500_000;

/** A statement of a policy. */
export type Statement = Readonly<Record<string, unknown>>;

/** Returns the statements of a document that allow or deny; empty when it cannot be read. */
export function statementsOf(document: unknown, effect: 'Allow' | 'Deny'): readonly Statement[] {
  const policy = typeof document === 'string' ? parsePolicy(document) : document;
  return listOf(ownProperty(policy, 'Statement'))
    .filter(isObject)
    .filter((statement) => ownProperty(statement, 'Effect') === effect);
}

function parsePolicy(text: string): unknown {
  if (text.length > maxLength) return undefined;
  try {
    return JSON.parse(/^\s*%7B/i.test(text) ? decodeURIComponent(text) : text);
  } catch {
    return undefined;
  }
}

/**
 * Returns what a policy allows: `s3:*`, `iam:PassRole and 2 more actions`, `everything`,
 * `everything on bucket-1`, `everything except iam:*`; for one that only denies,
 * `denial of everything`. Undefined when it does neither.
 */
export function permissionsIn(document: unknown): Phrase | undefined {
  const allowed = actionsOf(statementsOf(document, 'Allow'));
  if (allowed) return allowed;
  const denied = actionsOf(statementsOf(document, 'Deny'));
  return denied && phrase`denial of ${denied}`;
}

function actionsOf(statements: readonly Statement[]): Phrase | undefined {
  const isAll = (action: string) => /^\*+(?::\*+)?$/.test(action);
  const unlimited = statements.filter((each) => textsAt(each, 'Action').some(isAll));
  if (unlimited.length > 0) return everythingOn(unlimited);
  const excluding = statements.find((each) => textsAt(each, 'NotAction').length > 0);
  if (excluding) return phrase`everything except ${listed(textsAt(excluding, 'NotAction'))}`;
  return listed(
    statements.flatMap((each) => textsAt(each, 'Action')),
    'action',
  );
}

/** Names the resources, unless they are all there are. */
function everythingOn(statements: readonly Statement[]): Phrase {
  const resources = statements.flatMap((each) => textsAt(each, 'Resource'));
  const excepted = statements.flatMap((each) => textsAt(each, 'NotResource'));
  const isLimited = statements.every(
    (each) =>
      textsAt(each, 'NotResource').length > 0 ||
      (textsAt(each, 'Resource').length > 0 && !textsAt(each, 'Resource').includes('*')),
  );
  const all = words('everything');
  if (!isLimited) return all;
  if (excepted.length > 0) return phrase`everything but ${named(excepted)}` ?? all;
  return phrase`everything on ${named(resources)}` ?? all;
}

function named(resources: readonly string[]): Phrase | undefined {
  return listed(resources.map(shortName), 'resource');
}

function textsAt(statement: Statement, key: string): readonly string[] {
  return textsOf(ownProperty(statement, key));
}

/** Returns one text, or the texts of a list. */
export function textsOf(value: unknown): readonly string[] {
  return listOf(value).filter((each): each is string => typeof each === 'string' && each !== '');
}

function listOf(value: unknown): readonly unknown[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value.slice(0, maxValues + 1) : [value];
}
