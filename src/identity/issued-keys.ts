import type { IdentityEvent } from './identity-event.ts';

/** The events that made access keys, by the key. */
export type IssuedKeys = ReadonlyMap<string, IdentityEvent>;

/** Returns the most telling event that made each key: of twins, the one of the caller's account. */
export function findIssuedKeys(events: readonly IdentityEvent[]): IssuedKeys {
  const byKey = new Map<string, IdentityEvent>();
  for (const event of events) {
    if (!isIssuance(event)) continue;
    const before = byKey.get(event.key);
    if (!before || tellingOf(event) > tellingOf(before)) byKey.set(event.key, event);
  }
  return byKey;
}

/** Returns whether the event made an access key, temporary or not, and names it. */
export function isIssuance(
  event: IdentityEvent,
): event is IdentityEvent & { readonly key: string } {
  return event.key !== undefined && (event.kind === 'issue' || event.kind === 'create-key');
}

/**
 * The log of the role's account only has the account and the ID of a caller from another one. Of
 * the events of IAM Roles Anywhere, only one names the certificate.
 */
function tellingOf({ by, subject }: IdentityEvent): number {
  if (subject !== undefined) return 3;
  if (by.type === 'AWSAccount' || by.type === '') return 0;
  return by.type === 'AWSService' ? 1 : 2;
}
