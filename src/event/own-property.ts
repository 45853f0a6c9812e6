/** Returns whether the value is a JSON object: neither null nor an array. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Returns the object's own property; undefined when it has none or `value` is not an object. */
export function ownProperty(value: unknown, key: string): unknown {
  return isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}

/** Returns the object's own property when it is a string that is not empty. */
export function ownText(value: unknown, key: string): string | undefined {
  const text = ownProperty(value, key);
  return typeof text === 'string' && text !== '' ? text : undefined;
}
