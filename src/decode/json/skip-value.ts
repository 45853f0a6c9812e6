/** Reasons why the end of a value was not found. */
export const incomplete = -1;
export const malformed = -2;
export const tooDeep = -3;

/**
 * The greatest depth of a record, far more than any CloudTrail record has: code that reads deeper
 * values recursively would overflow the stack.
 */
export const maxRecordDepth = 1000;

const shallow = new Uint8Array(maxRecordDepth);

/**
 * Returns where the JSON value that begins at `from` ends: the index after its last byte, or
 * `incomplete` when the bytes end first, `malformed` when its brackets do not match, `tooDeep` when
 * they do not fit into `nesting`, which has one for each level: by default `maxRecordDepth`. Looks
 * at strings and brackets only; the parser checks whether the value is JSON.
 */
export function skipValue(
  bytes: Uint8Array,
  from: number,
  to: number,
  nesting: Uint8Array = shallow,
): number {
  const first = bytes[from];
  if (first === 0x22) return skipString(bytes, from, to);
  if (first !== 0x7b && first !== 0x5b) return skipLiteral(bytes, from, to);

  let depth = 0;
  for (let at = from; at < to; at++) {
    const byte = bytes[at];
    if (byte === 0x22) {
      at = skipString(bytes, at, to) - 1;
      if (at < 0) return incomplete;
    } else if (byte === 0x7b || byte === 0x5b) {
      if (depth === nesting.length) return tooDeep;
      nesting[depth++] = byte;
    } else if (byte === 0x7d || byte === 0x5d) {
      // '{' and '}', '[' and ']' differ by two.
      if (nesting[--depth] !== byte - 2) return malformed;
      if (depth === 0) return at + 1;
    }
  }
  return incomplete;
}

/** Does the same as `skipValue` for a string; `from` is its opening quote. */
export function skipString(bytes: Uint8Array, from: number, to: number): number {
  for (let at = from + 1; at < to; at++) {
    const byte = bytes[at];
    if (byte === 0x22) return at + 1;
    if (byte === 0x5c) at++;
  }
  return incomplete;
}

/** Does the same for a number, true, false or null, which ends at the first other character. */
function skipLiteral(bytes: Uint8Array, from: number, to: number): number {
  for (let at = from; at < to; at++) {
    const byte = bytes[at] ?? 0;
    const inside =
      (byte >= 0x30 && byte <= 0x39) || // 0-9
      (byte >= 0x61 && byte <= 0x7a) || // a-z
      byte === 0x2b || // +
      byte === 0x2d || // -
      byte === 0x2e || // .
      byte === 0x45; // E
    if (!inside) return at === from ? malformed : at;
  }
  return incomplete;
}
