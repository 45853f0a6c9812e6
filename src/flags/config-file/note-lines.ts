import { isMap, isNode, isScalar, isSeq } from 'yaml';
import type { ConfigPath, ConfigProblem } from './config-text.ts';

/** The line numbers of the settings of a config file. */
export interface NotedLines {
  /** Keys that are set twice. */
  readonly duplicates: readonly ConfigProblem[];
  readonly lineOf: (path: ConfigPath) => number;
}

/** No setting is deeper than `sources.prod.uri[0]`; the lines of deeper values are not recorded. */
const maxDepth = 4;

/** Records the line of each key and each list item. `lineAt` returns the line of an offset. */
export function noteLines(
  contents: unknown,
  lineAt: (offset: number | undefined) => number,
): NotedLines {
  /** Lines by path, written as JSON. */
  const lines = new Map<string, number>();
  const duplicates: ConfigProblem[] = [];
  const note = (node: unknown, path: ConfigPath) => {
    if (path.length === maxDepth) return;
    for (const { step, place, value } of entriesOf(node)) {
      const at = [...path, step];
      const key = JSON.stringify(at);
      const line = lineAt(isNode(place) ? place.range?.[0] : undefined);
      const earlier = lines.get(key);
      if (earlier === undefined) lines.set(key, line);
      // Several maps may be merged.
      if (earlier === undefined || step === '<<') {
        note(value, at);
      } else {
        const message = `is set twice, first in line ${earlier}: expected it once`;
        duplicates.push({ path: at, line, message });
      }
    }
  };
  note(contents, []);
  return {
    duplicates,
    lineOf(path) {
      for (let length = Math.min(path.length, maxDepth); length > 0; length--) {
        const line = lines.get(JSON.stringify(path.slice(0, length)));
        if (line !== undefined) return line;
      }
      return 1;
    },
  };
}

/**
 * Returns, for each value of a map or list, its key or index and the node whose position counts.
 */
function entriesOf(node: unknown) {
  if (isSeq(node)) return node.items.map((item, step) => ({ step, place: item, value: item }));
  if (!isMap(node)) return [];
  return node.items.map(({ key, value }) => {
    const step = isScalar(key) ? String(key.value) : '';
    return { step, place: key, value };
  });
}
