import { lazy } from '../lazy.ts';
import { allOf, anyOf, type Condition, has, not } from '../query/condition/condition.ts';
import { groupBy } from './group-by.ts';
import type { Identities } from './identities.ts';
import type { Session } from './session.ts';
import { keyNode, type Node, readNode } from './session-nodes.ts';

const identity = 'userIdentity';
const context = `${identity}.sessionContext`;
const accessKey = `${identity}.accessKeyId`;
const token = `${identity}.credentialId`;
const signIn = `${context}.signInSessionArn`;
const began = `${context}.attributes.creationDate`;

/** Returns a condition that holds for the events of these sessions, and for no others. */
export function conditionOf(
  sessions: Iterable<Session>,
  { events, sessionAt }: Pick<Identities, 'events' | 'sessionAt'>,
): Condition {
  const selected = [...sessions];
  const ids = new Set(selected.map(({ id }) => id));
  const keysByPrincipal = lazy(() =>
    groupBy(
      events().filter(({ kind, key }) => kind === 'issue' && key !== undefined),
      ({ principalId, by }) => principalId ?? by.principalId,
    ),
  );
  const keys: string[] = [];
  const conditions: Condition[] = [];
  for (const node of new Set(selected.flatMap(({ nodes }) => nodes))) {
    const { kind, first } = readNode(node);
    // The Event history can look up keys, but not the other names.
    if (kind === 'key' && /^[A-Z0-9]+$/.test(first)) keys.push(first);
    else conditions.push(conditionOfNode(node, otherKeysOf));
  }
  return anyOf([...(keys.length > 0 ? [has('access-key', keys)] : []), ...conditions]);

  /** Returns the keys that were issued for the principal and are of sessions not selected. */
  function otherKeysOf(principalId: string): readonly string[] {
    return (keysByPrincipal().get(principalId) ?? []).flatMap(({ key = '' }) =>
      ids.has(sessionAt(keyNode(key)).id) ? [] : [key],
    );
  }
}

function conditionOfNode(
  node: Node,
  otherKeysOf: (principalId: string) => readonly string[],
): Condition {
  const { kind, first, second } = readNode(node);
  switch (kind) {
    case 'key':
      return equals(accessKey, first);
    case 'sign-in':
      return equals(signIn, first);
    case 'token':
      return allOf([equals(token, first), ...without(accessKey, signIn), hasNoStart]);
    case 'user':
      return allOf([
        ...(first === '' ? [] : [equals(`${identity}.onBehalfOf.identityStoreArn`, first)]),
        equals(`${identity}.onBehalfOf.userId`, second),
        ...without(accessKey, signIn, token),
        hasNoStart,
      ]);
    case 'password':
      return allOf([
        equals(`${identity}.arn`, first),
        ...without(accessKey, signIn, token),
        hasNoStart,
        not(equals('responseElements.ConsoleLogin', 'Failure')),
      ]);
    case 'start':
      // A key that was issued in the same second can be of another session.
      return allOf([
        equals(`${identity}.principalId`, first),
        equals(began, second),
        anyOf([...without(accessKey), isOfUser, equals('sessionCredentialFromConsole', 'true')]),
        not(anyOf(otherKeysOf(first).map((key) => equals(accessKey, key)))),
      ]);
  }
}

/** The console's sessions of these are named for the time when they began; see `nodesOf`. */
const isOfUser = anyOf([equals(`${identity}.type`, 'IAMUser'), equals(`${identity}.type`, 'Root')]);

/** Returns conditions that hold when none of the fields has a text. */
function without(...fields: readonly string[]): readonly Condition[] {
  return fields.map((field) => not(hasText(field)));
}

function hasText(field: string): Condition {
  const pattern = [{ wildcard: '?' }, { wildcard: '*' }] as const;
  return item(field, { kind: 'text', pattern, cased: true });
}

const hasNoStart = not(allOf([hasText(`${identity}.principalId`), hasText(began)]));

function equals(field: string, text: string): Condition {
  return item(field, { kind: 'text', pattern: [text], cased: true });
}

function item(field: string, test: Extract<Condition, { kind: 'item' }>['test']): Condition {
  return Object.freeze({ kind: 'item', field, test });
}
