/**
 * Returns the texts with which a value is compared: that of a scalar, and the compact JSON of an
 * object. Policy documents are JSON inside a string, so JSON is also compared with the escapes of
 * such strings removed: rules search for `"s3:GetObject"`, with its quotation marks. Null and empty
 * objects and arrays have no text: nothing can be searched for in them, and they are not the empty
 * text either.
 */
export function textsOf(value: unknown): readonly string[] {
  switch (typeof value) {
    case 'string':
      return [value];
    case 'number':
    case 'boolean':
      return [String(value)];
    case 'object': {
      if (value === null) return [];
      const json = JSON.stringify(value);
      if (json === '{}' || json === '[]') return [];
      return json.includes('\\') ? [json, json.replace(/\\(["\\/])/g, '$1')] : [json];
    }
    default:
      return [];
  }
}
