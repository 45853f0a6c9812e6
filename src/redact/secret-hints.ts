/**
 * A quick test whether there may be secrets: most records have none, and are not parsed for it. It
 * looks for all names and the beginnings of all forms at the same time, byte by byte (the automaton
 * of Aho and Corasick), which takes a fraction of the time of regular expressions.
 */
import {
  comparedName,
  harmlessTokens,
  queryFields,
  secretFields,
  variableFields,
} from './secret-names.ts';

/** Returns whether there may be a secret in the text; true for every text that has one. */
export function mayHoldSecret(text: string): boolean {
  const bytes = Buffer.from(text);
  return hasHint(bytes, 0, bytes.length);
}

/** Returns whether there may be a secret in these bytes of UTF-8. */
export function hasHint(bytes: Uint8Array, start: number, end: number): boolean {
  let state = 0;
  for (let at = start; at < end; at++) {
    state = next[(state << 8) | (bytes[at] ?? 0)] ?? 0;
    const hint = hints[state] ?? 0;
    if (hint !== Hint.none && isConfirmed(hint, bytes, at + 1, end)) return true;
  }
  return false;
}

/** The finding where a state is reached. */
const Hint = { none: 0, name: 1, form: 2, url: 3, keyId: 4, escape: 5 } as const;

/**
 * The texts to look for, in lower case. Of two that end at the same place, the longer one counts.
 */
const patterns: readonly (readonly [text: string, hint: number])[] = [
  ...[...secretFields, variableFields]
    .flatMap(({ endings, whole = [] }) => [...endings, ...whole])
    .concat(queryFields)
    .map((name) => [comparedName(name), Hint.name] as const),
  ...harmlessTokens.map((name) => [comparedName(name), Hint.none] as const),
  // Beginnings of the forms in `secret-forms.ts`; private keys in PEM are found by their name.
  ...[
    ...['iqojb3jpz2lu', 'gzxivyxdz', 'fqodyxdz', 'agojb3jpz2lu', 'eyj', 'bearer ', 'basic '],
    ...['ghp_', 'gho_', 'ghu_', 'ghs_', 'ghr_', 'github_pat_', 'glpat-', 'glsa_', 'glc_', 'xox'],
    ...['sk_live_', 'rk_live_', 'sk_test_', 'rk_test_', 'sk-ant-', 'sk-proj-', 'sk-live-', 'aiza'],
    ...['npm_', 'pypi-', 'sg.', 'dckr_pat_', 'hf_', 'da2-', 'hooks.slack', '%7b%', '%5b%'],
  ].map((text) => [text, Hint.form] as const),
  ['://', Hint.url],
  ['akia', Hint.keyId],
  ['asia', Hint.keyId],
  ['\\u00', Hint.escape],
];

const { next, hints } = createAutomaton();

/** Returns whether what was found up to `at` can belong to a secret. */
function isConfirmed(hint: number, bytes: Uint8Array, at: number, end: number): boolean {
  switch (hint) {
    case Hint.name: {
      // The name must end here: `secretId` and `secret:x` hold none. What joins words was passed.
      if (isJoiner(bytes[at - 1])) return false;
      let after = at;
      while (after < end && isJoiner(bytes[after])) after++;
      return after === end || !goesOn(bytes[after] ?? 0);
    }
    case Hint.url:
      for (let inside = at; inside < Math.min(end, at + maxAuthority); inside++) {
        const byte = bytes[inside];
        if (byte === 0x40) return true;
        if (byte === 0x2f || byte === 0x20) return false;
      }
      return false;
    case Hint.keyId: {
      // An ID that is the whole text has no secret access key beside it.
      for (let inside = at; inside < at + 16; inside++) {
        if (inside >= end || !isAlphanumeric(bytes[inside] ?? 0)) return false;
      }
      return bytes[at - 5] !== 0x22 || bytes[at + 16] !== 0x22;
    }
    case Hint.escape:
      // A letter or an underscore, perhaps of a name.
      return (bytes[at] ?? 0) >= 0x34 && (bytes[at] ?? 0) <= 0x37;
    default:
      return true;
  }
}

/** In bytes: longer than what `secret-forms.ts` takes for a user and a password. */
const maxAuthority = 2100;

function isJoiner(byte: number | undefined): boolean {
  return byte === 0x5f || byte === 0x2d;
}

/** Returns whether a name goes on with the byte, or with another part after it. */
function goesOn(byte: number): boolean {
  return isAlphanumeric(byte) || byte === 0x2e || byte === 0x2f || byte === 0x3a;
}

function isAlphanumeric(byte: number): boolean {
  const lower = byte | 0x20;
  return (byte >= 0x30 && byte <= 0x39) || (lower >= 0x61 && lower <= 0x7a);
}

/**
 * Creates the table of the next states, 256 for each state, and the hint of each state. Case does
 * not matter, and `_`, `-` and blanks within names are skipped.
 */
function createAutomaton(): { readonly next: Uint16Array; readonly hints: Uint8Array } {
  const children: Map<number, number>[] = [new Map()];
  const ends = new Map<number, number>();
  for (const [text, hint] of patterns) {
    let state = 0;
    for (const byte of Buffer.from(text)) {
      const child = children[state]?.get(byte) ?? children.push(new Map()) - 1;
      children[state]?.set(byte, child);
      state = child;
    }
    ends.set(state, hint);
  }
  const table = new Uint16Array(children.length << 8);
  const found = new Uint8Array(children.length);
  const fallbacks = new Uint16Array(children.length);
  const queue = [0];
  for (const state of queue) {
    const fallback = fallbacks[state] ?? 0;
    found[state] = ends.get(state) ?? found[fallback] ?? Hint.none;
    // The row of the fallback, a shorter text, is complete.
    if (state !== 0) table.copyWithin(state << 8, fallback << 8, (fallback + 1) << 8);
    for (const joiner of Buffer.from('_- ')) {
      // Stays, unless a shorter text goes on with it.
      if (table[(fallback << 8) | joiner] === fallback) table[(state << 8) | joiner] = state;
    }
    for (const [byte, child] of children[state] ?? []) {
      fallbacks[child] = state === 0 ? 0 : (table[(fallback << 8) | byte] ?? 0);
      queue.push(child);
    }
    for (const [byte, child] of children[state] ?? []) {
      table[(state << 8) | byte] = child;
      if (byte >= 0x61 && byte <= 0x7a) table[(state << 8) | (byte - 0x20)] = child;
    }
  }
  return { next: table, hints: found };
}
