/**
 * Returns a function that creates the value on its first call and returns the same value
 * afterwards.
 */
export function lazy<T>(create: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: create() };
    return made.value;
  };
}
