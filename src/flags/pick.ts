import type { Flag } from './flag.ts';

/** Returns the flags with these names, in the order of `flags`. */
export function pick<F extends Flag, Name extends F['name']>(
  flags: readonly F[],
  ...names: readonly Name[]
): Extract<F, { readonly name: Name }>[] {
  const isPicked = (flag: F): flag is Extract<F, { readonly name: Name }> =>
    names.some((name) => name === flag.name);
  return flags.filter(isPicked);
}

/** Returns all flags but those with these names. */
export function without<F extends Flag>(
  flags: readonly F[],
  ...names: readonly F['name'][]
): readonly F[] {
  return flags.filter(({ name }) => !names.includes(name));
}
