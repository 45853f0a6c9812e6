/**
 * Returns the texts with which a value is compared: that of a scalar, and the compact JSON of an
 * object. Policy documents are JSON inside a string, so JSON is also compared with the escapes of
 * such strings removed: rules search for `"s3:GetObject"`, with its quotation marks. Null has no
 * text.
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
      // Nothing is in an empty object, so nothing can be searched for in it.
      if (json === '{}') return [''];
      return json.includes('\\') ? [json, json.replace(/\\(["\\/])/g, '$1')] : [json];
    }
    default:
      return [];
  }
}
