import type { Caller } from './caller.ts';

/** A user of IAM Identity Center. */
export type IdentityCenterUser = Pick<Caller, 'identityStore' | 'userId'>;

/** The names of the users of IAM Identity Center, and the accounts that their stores are for. */
export interface UserNames {
  /** Adds the name that an event gives to a user. */
  add(user: IdentityCenterUser, name: string): void;
  /** Adds an account in which users of the store get roles. */
  addAccount(account: string, identityStore: string): void;
  /** Returns the name of a user; undefined when several or none are known. */
  nameOf(user: IdentityCenterUser): string | undefined;
  /**
   * Returns the user with this name who can get roles in the account; undefined when several or
   * none are known. While the store of the account is not known, the only store of all is taken for
   * it.
   */
  userOf(name: string, account: string): IdentityCenterUser | undefined;
}

/**
 * Creates the names of no users. It forgets none: a user with two names has no name that is sure.
 */
export function createUserNames(): UserNames {
  const namesOf = new Map<string, Set<string>>();
  const usersOf = new Map<string, Map<string, IdentityCenterUser>>();
  const storesOf = new Map<string, Set<string>>();
  const stores = new Set<string>();
  return {
    add(user, name) {
      const { identityStore, userId } = user;
      const id = idOf(user);
      stores.add(identityStore);
      addTo(namesOf, id, name);
      const users = usersOf.get(name) ?? new Map<string, IdentityCenterUser>();
      usersOf.set(name, users.set(id, { identityStore, userId }));
    },
    addAccount(account, identityStore) {
      stores.add(identityStore);
      addTo(storesOf, account, identityStore);
    },
    nameOf: (user) => onlyOne(namesOf.get(idOf(user))),
    userOf(name, account) {
      const store = onlyOne(storesOf.get(account) ?? stores);
      const users = [...(usersOf.get(name)?.values() ?? [])];
      return onlyOne(users.filter(({ identityStore }) => identityStore === store));
    },
  };
}

function idOf({ identityStore, userId }: IdentityCenterUser): string {
  return JSON.stringify([identityStore, userId]);
}

function addTo(sets: Map<string, Set<string>>, key: string, value: string): void {
  sets.set(key, (sets.get(key) ?? new Set()).add(value));
}

function onlyOne<T>(values: Iterable<T> = []): T | undefined {
  const [first, ...others] = values;
  return others.length === 0 ? first : undefined;
}
