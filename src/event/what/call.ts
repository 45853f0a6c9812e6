/**
 * The call of an event, with readers for its request and response, as the tables of `calls/` use
 * it.
 */

import { type CloudTrailEvent, eventNameOf, identityOf, isAccountId } from '../event.ts';
import { withoutDate } from '../event-name.ts';
import { isObject } from '../own-property.ts';
import { distinctResourcesOf } from '../resources/resources.ts';
import { named, type Phrase, phrase, uncut, words } from './phrase.ts';
import { textOf, valuesAt } from './read-values.ts';
import { shortName } from './short-name.ts';

/**
 * Accounts that are not foreign: those in the names of the files that are read, and in the config
 * file.
 */
export type KnownAccounts = ReadonlySet<string>;

/**
 * One call. Paths such as `user.userName` are looked up in the request, then in the response; after
 * `>` only in the response. `a|b` is the first of them that is there.
 */
export interface Call {
  readonly event: CloudTrailEvent;
  /** The name of the call without the version that Lambda and CloudFront put behind it. */
  readonly eventName: string;
  /** Returns the first text, as it is. */
  text(path: string): string | undefined;
  /** Returns all texts, as they are. */
  texts(path: string): readonly string[];
  /** Returns the first text; an ARN by its name, with its account if that is foreign. */
  name(path: string): Phrase | undefined;
  /**
   * Returns all texts; ARNs by their names, those of foreign accounts first and with the account.
   */
  names(path: string): readonly Phrase[];
  /** Returns all values, of any type. */
  values(path: string): readonly unknown[];
  /** Whether a flag is set; undefined when it is not there. */
  flag(path: string): boolean | undefined;
  /** Returns the name of the main resource of the event. */
  resource(): Phrase | undefined;
  /** Returns a text as a name; an ARN by its name, with its account if that is foreign. */
  nameOf(value: string): Phrase;
  isForeign(account: string): boolean;
  /**
   * Returns an account, a principal's ARN or a service as `444455556666`, `deploy`, `ec2`; one of a
   * foreign account as `444455556666 (foreign)`; `*` as `anyone`.
   */
  account(value: string | undefined): Phrase | undefined;
}

/** Creates the readers of an event. */
export function createCall(event: CloudTrailEvent, known: KnownAccounts): Call {
  const own = event.recipientAccountId || identityOf(event)?.accountId || undefined;
  const values = (path: string) => {
    for (const one of path.split('|')) {
      const found = valuesIn(event, one);
      if (found.length > 0) return found;
    }
    return [];
  };
  const texts = (path: string) => values(path).flatMap((value) => textOf(value) ?? []);
  const text = (path: string) => texts(path)[0];
  const isForeign = (account: string) =>
    own !== undefined && account !== own && isAccountId(account) && !known.has(account);
  const account = (value: string | undefined): Phrase | undefined => {
    if (value === undefined) return undefined;
    if (value === '*') return words('anyone');
    const id = accountIn(value);
    if (id !== undefined && isForeign(id)) return uncut(`${id} (foreign)`);
    const isWhole = id === value || value.endsWith(':root');
    if (id !== undefined && isWhole) return named(id);
    return phrase`${shortName(value).replace(/\.amazonaws\.com(?:\.cn)?$/, '')}`;
  };
  const isElsewhere = (value: string) =>
    value.startsWith('arn:') && isForeign(accountIn(value) ?? '');
  const nameOf = (value: string): Phrase => {
    const short = named(shortName(value));
    if (!isElsewhere(value)) return short;
    return phrase`${short} of ${account(value)}` ?? short;
  };
  return {
    event,
    eventName: withoutDate(eventNameOf(event)),
    text,
    values,
    isForeign,
    account,
    texts,
    nameOf,
    name: (path) => mapped(text(path), nameOf),
    names: (path) => {
      const found = texts(path);
      return [...found.filter(isElsewhere), ...found.filter((each) => !isElsewhere(each))].map(
        nameOf,
      );
    },
    flag: (path) => flags[text(path)?.toLowerCase() ?? ''],
    resource: () => mapped(distinctResourcesOf(event)[0], nameOf),
  };
}

/**
 * Returns the account that a text is, or that is in an ARN. The ARN of an organization has that of
 * its management account, which says nothing about those in it.
 */
export function accountIn(value: string): string | undefined {
  return isAccountId(value)
    ? value
    : /^arn:[^:]*:(?!organizations:)[^:]*:[^:]*:(\d{12}):/.exec(value)?.[1];
}

const flags: Readonly<Record<string, boolean>> = Object.assign(Object.create(null), {
  true: true,
  false: false,
  enabled: true,
  disabled: false,
  active: true,
  inactive: false,
});

function valuesIn(
  { requestParameters, responseElements }: CloudTrailEvent,
  path: string,
): readonly unknown[] {
  if (path.startsWith('>')) return valuesAt(responseElements, path.slice(1));
  const asked = valuesAt(requestParameters, path).filter(hasText);
  return asked.length > 0 ? asked : valuesAt(responseElements, path);
}

function hasText(value: unknown): boolean {
  return isObject(value) || textOf(value) !== undefined;
}

function mapped<T>(value: string | undefined, map: (value: string) => T): T | undefined {
  return value === undefined ? undefined : map(value);
}
