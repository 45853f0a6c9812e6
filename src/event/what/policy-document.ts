/**
 * Reads policy documents (IAM User Guide, "IAM JSON policy reference"). Requests carry them as JSON
 * text, as percent-encoded JSON text, or as objects.
 */
import { isObject, ownProperty } from '../own-property.ts';
import { listed, type Phrase, phrase, words } from './phrase.ts';

/** Longer documents do not fit into the 100 KB above which CloudTrail omits a request. */
const maxLength = 500_000;
/** AWS allows far fewer statements, principals and actions. */
export const maxParts = 2_000;

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
 * Returns what a policy allows: `s3:*`, `iam:PassRole and 2 more`, `everything`,
 * `everything except iam:*`; for one that only denies, `denial of everything`. Undefined when it
 * does neither.
 */
export function permissionsIn(document: unknown): Phrase | undefined {
  const allowed = actionsOf(statementsOf(document, 'Allow'));
  if (allowed) return allowed;
  const denied = actionsOf(statementsOf(document, 'Deny'));
  return denied && phrase`denial of ${denied}`;
}

function actionsOf(statements: readonly Statement[]): Phrase | undefined {
  const actions = [...new Set(statements.flatMap((each) => textsOf(ownProperty(each, 'Action'))))];
  if (actions.some((action) => /^\*+(?::\*+)?$/.test(action))) return words('everything');
  const exclusions = statements.map((each) => textsOf(ownProperty(each, 'NotAction')));
  const excluded = exclusions.find((list) => list.length > 0);
  if (excluded) return phrase`everything except ${listed(excluded)}`;
  return listed(actions);
}

/** Returns one text, or the texts of a list. */
export function textsOf(value: unknown): readonly string[] {
  return listOf(value).filter((each): each is string => typeof each === 'string' && each !== '');
}

function listOf(value: unknown): readonly unknown[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value.slice(0, maxParts) : [value];
}
