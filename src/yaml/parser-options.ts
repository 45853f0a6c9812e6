import { LineCounter } from 'yaml';

/**
 * Returns options with which a parser reports each fault once, with its place, which the counter
 * turns into a line: YAML 1.2 with anchors, aliases and merge keys (`<<`).
 */
export function parserOptions() {
  return {
    lineCounter: new LineCounter(),
    // With 'silent', the parser would not report a second document.
    logLevel: 'error',
    merge: true,
    prettyErrors: false,
    resolveKnownTags: false,
    stringKeys: true,
    // The parser would compare each key with every other.
    uniqueKeys: false,
  } as const;
}
