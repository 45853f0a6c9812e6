import { compareTexts } from '../compare-texts.ts';
import type { Caller } from './caller.ts';

/**
 * Returns one caller with the fields of all, so that those that only some events have are filled
 * in; undefined without callers. Of different values, the one of the first caller in the order of
 * their texts counts. The beginning is the earliest: sign-ins outlive the keys that are made for
 * them. The user of IAM Identity Center is left out when the callers name several, since services
 * can act for many users with one key.
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
  return { ...merged, ...onlyUserOf(sorted), began: earliestOf(sorted) } as Caller;
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
