import { allOf, anyOf, type Condition, not } from '../query/condition/condition.ts';
import type { Session } from './session.ts';
import { type Node, readNode } from './session-nodes.ts';

const identity = 'userIdentity';
const context = `${identity}.sessionContext`;
const accessKey = `${identity}.accessKeyId`;

/**
 * Returns a condition that holds for the events of these sessions, and for events that share only
 * one of their names. Whether such an event is really of one of the sessions is known from its
 * caller.
 */
export function conditionOf(sessions: Iterable<Session>): Condition {
  const nodes = new Set([...sessions].flatMap((session) => session.nodes));
  return anyOf([...nodes].map(conditionOfNode));
}

function conditionOfNode(node: Node): Condition {
  const { kind, first, second } = readNode(node);
  switch (kind) {
    case 'key':
      return equals(accessKey, first);
    case 'sign-in':
      return equals(`${context}.signInSessionArn`, first);
    case 'token':
      return equals(`${identity}.credentialId`, first);
    case 'user':
      return allOf([
        ...(first === '' ? [] : [equals(`${identity}.onBehalfOf.identityStoreArn`, first)]),
        equals(`${identity}.onBehalfOf.userId`, second),
      ]);
    case 'password':
      return allOf([
        equals(`${identity}.arn`, first),
        not(item(accessKey, { kind: 'text', pattern: ['A', { wildcard: '*' }], cased: true })),
      ]);
    case 'start':
      return allOf([
        equals(`${identity}.principalId`, first),
        equals(`${context}.attributes.creationDate`, second),
      ]);
  }
}

function equals(field: string, text: string): Condition {
  return item(field, { kind: 'text', pattern: [text], cased: true });
}

function item(field: string, test: Extract<Condition, { kind: 'item' }>['test']): Condition {
  return Object.freeze({ kind: 'item', field, test });
}
