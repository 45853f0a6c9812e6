import { parseArn } from '../event/resources/arn.ts';
import { isNetwork } from '../query/condition/address.ts';
import { anyOf, type Condition, has } from '../query/condition/condition.ts';

/** What `who` was asked about. */
export interface Thing {
  readonly kind: ThingKind;
  readonly text: string;
  /** Holds for events whose callers are sought. */
  readonly condition: Condition;
}

/** The kinds of things that can be asked about. */
export type ThingKind = 'access key' | 'ARN' | 'address' | 'event' | 'instance' | 'name';

/**
 * Recognises what a text names: an access key, an ARN, an address, an event ID or the beginning of
 * one, an instance; anything else is the name of a user, role, session or person.
 */
export function parseThing(text: string): Thing {
  const kind = kindOf(text);
  return { kind, text, condition: conditionOf(kind, text) };
}

function kindOf(text: string): ThingKind {
  if (/^A[KS]IA[A-Z0-9]{8,}$/.test(text)) return 'access key';
  if (parseArn(text)) return 'ARN';
  if (isNetwork(text)) return 'address';
  if (/^(?:m?i)-[0-9a-f]{8,}$/.test(text)) return 'instance';
  return /^[0-9a-f]{8}[0-9a-f-]{0,28}$/i.test(text) && /[0-9]/.test(text) ? 'event' : 'name';
}

function conditionOf(kind: ThingKind, text: string): Condition {
  switch (kind) {
    case 'access key':
      return has('access-key', [text]);
    case 'ARN':
      return anyOf([
        equals('userIdentity.arn', text),
        equals('userIdentity.sessionContext.sessionIssuer.arn', text),
        equals('userIdentity.sessionContext.signInSessionArn', text),
        equals('userIdentity.inScopeOf.credentialsIssuedTo', text),
      ]);
    case 'address':
      return has('source-ip', [text]);
    case 'instance':
      return anyOf([
        endsWith('userIdentity.principalId', `:${text}`),
        endsWith('userIdentity.inScopeOf.credentialsIssuedTo', `/${text}`),
      ]);
    case 'event':
      // The ID of a user of IAM Identity Center looks like that of an event.
      return anyOf([
        has('event-id', [text.length < uuidLength ? `${text}*` : text]),
        equals('userIdentity.onBehalfOf.userId', text),
      ]);
    case 'name':
      return anyOf([
        has('principal', [text]),
        has('identity', [text]),
        has('user', [text]),
        has('role', [text]),
      ]);
  }
}

const uuidLength = 36;

function equals(field: string, text: string): Condition {
  return { kind: 'item', field, test: { kind: 'text', pattern: [text], cased: true } };
}

function endsWith(field: string, text: string): Condition {
  const pattern = [{ wildcard: '*' } as const, text];
  return { kind: 'item', field, test: { kind: 'text', pattern, cased: true } };
}
