import type { Selector, SelectorStep } from '../query/condition/field-test.ts';
import { fail, skipBlank, take, takeMatch, type WhereCursor } from './where-cursor.ts';
import { readQuoted } from './where-text.ts';

/**
 * Reads a property selector: `$.a.b`, `$.a[0]`, `$.a[*].b`, `$.*`, and `$.['odd key']` or
 * `$['odd key']` for a key that contains a period or other special characters.
 */
export function readSelector(cursor: WhereCursor): Selector {
  if (!take(cursor, '$')) failWithoutSelector(cursor);
  const steps: SelectorStep[] = [];
  for (;;) {
    if (take(cursor, '[')) steps.push(readBracket(cursor));
    else if (take(cursor, '.')) steps.push(readField(cursor));
    else if (steps.length === 0) fail(cursor, 'expected a period after $, as in $.eventName');
    else return steps;
  }
}

function failWithoutSelector(cursor: WhereCursor): never {
  const start = cursor.at;
  const field = takeMatch(cursor, /[a-z]\w*(?:\.\w+|\[(?:\d+|\*)\])*/iy);
  const operator = takeMatch(cursor, /\s*(?:[=<>]|!=|(?:is|in|not|exists)\b)/iy);
  const isField = field !== '' && operator !== '';
  return fail(
    cursor,
    isField ? `write $.${field}: fields begin with $.` : 'expected a selector such as $.eventName',
    start,
  );
}

function readField(cursor: WhereCursor): SelectorStep {
  if (take(cursor, '[')) return readBracket(cursor);
  if (take(cursor, '*')) return { kind: 'any' };
  const key = takeMatch(cursor, keyPattern);
  if (key === '') fail(cursor, 'expected a field name');
  return { kind: 'key', key };
}

/**
 * A key without quotation marks. AWS allows letters, digits, `-` and `_` in it. Here, every
 * character without another meaning in the language is allowed, since CloudTrail has keys such as
 * `aws:username`.
 */
export const keyPattern = /[^\s\p{Cc}\p{Cf}.[\](){}=!<>"'“”„‟«»‘’‚‛&|*%,\\]+/uy;

function readBracket(cursor: WhereCursor): SelectorStep {
  skipBlank(cursor);
  const step = readBracketed(cursor);
  skipBlank(cursor);
  if (!take(cursor, ']')) fail(cursor, 'expected the closing ]');
  return step;
}

function readBracketed(cursor: WhereCursor): SelectorStep {
  const quoted = readQuoted(cursor);
  // In a key, a * is a character like any other.
  if (quoted !== undefined) return { kind: 'key', key: quoted.join('*') };
  if (take(cursor, '*')) return { kind: 'any' };
  const start = cursor.at;
  const digits = takeMatch(cursor, /\d+/y);
  if (digits === '') fail(cursor, 'expected an index such as 0, a * or a key in quotation marks');
  const index = Number(digits);
  if (!Number.isSafeInteger(index)) fail(cursor, 'the index is too large', start);
  return { kind: 'index', index };
}
