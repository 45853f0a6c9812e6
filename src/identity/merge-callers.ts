import { compareTexts } from '../compare-texts.ts';
import type { Caller } from './caller.ts';

/**
 * Returns one caller with the fields of all, so that those that only some events have are filled
 * in; undefined without callers. Of different values, the one of the first caller in the order of
 * their texts counts. The beginning is the earliest: sign-ins outlive the keys that are made for
 * them. What persons are known by is left out when the callers differ in it: services can act for
 * many users of IAM Identity Center with one key.
 */
export function mergeCallers(callers: readonly Caller[]): Caller | undefined {
  const sorted = callers
    .map((caller) => ({ caller, text: JSON.stringify(caller) }))
    .sort((a, b) => compareTexts(a.text, b.text))
    .map(({ caller }) => caller);
  if (sorted.length <= 1) return sorted[0];
  const merged: Record<string, string> = {};
  for (const caller of sorted) {
    for (const [field, value] of Object.entries(caller)) merged[field] ||= value;
  }
  const began = earliestOf(sorted);
  return { ...merged, ...onlyValues(sorted), ...onlyUserOf(sorted), began } as Caller;
}

/** Returns these fields, empty where several callers have different values. */
function onlyValues(callers: readonly Caller[]) {
  const only = (field: 'arn' | 'issuerArn' | 'account' | 'userName') => {
    const values = new Set(callers.map((caller) => caller[field]).filter(Boolean));
    return values.size === 1 ? ([...values][0] ?? '') : '';
  };
  return {
    arn: only('arn'),
    issuerArn: only('issuerArn'),
    account: only('account'),
    userName: only('userName'),
  };
}

function onlyUserOf(callers: readonly Caller[]): Pick<Caller, 'userId' | 'identityStore'> {
  const users = new Map(
    callers
      .filter(({ userId }) => userId !== '')
      .map(({ userId, identityStore }) => [
        JSON.stringify([userId, identityStore]),
        { userId, identityStore },
      ]),
  );
  const [user, ...others] = users.values();
  return user && others.length === 0 ? user : { userId: '', identityStore: '' };
}

/**
 * Returns the earliest beginning that is a time; any other text only when there is no such time.
 */
function earliestOf(callers: readonly Caller[]): string {
  let earliest = '';
  for (const { began } of callers) {
    if (earliest === '' || Date.parse(began) < timeOr(earliest, Number.POSITIVE_INFINITY)) {
      earliest = began;
    }
  }
  return earliest;
}

function timeOr(text: string, other: number): number {
  const time = Date.parse(text);
  return Number.isNaN(time) ? other : time;
}
