import { isMap, isNode, isScalar, isSeq } from 'yaml';
import type { ConfigPath, ConfigProblem } from './config-text.ts';

/** In which lines the settings of a config file are. */
export interface NotedLines {
  /** Keys that are there twice. */
  readonly duplicates: readonly ConfigProblem[];
  readonly lineOf: (path: ConfigPath) => number;
}

/** No setting lies deeper than `sources.prod.uri[0]`; deeper values are not noted. */
const mostSteps = 4;

/** Notes the line of each key and each item of a list. `lineAt` returns the line of an offset. */
export function noteLines(
  contents: unknown,
  lineAt: (offset: number | undefined) => number,
): NotedLines {
  /** By the path as JSON. */
  const lines = new Map<string, number>();
  const duplicates: ConfigProblem[] = [];
  const note = (node: unknown, path: ConfigPath) => {
    if (path.length === mostSteps) return;
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
        const message = `is there twice, first in line ${earlier}: expected it once`;
        duplicates.push({ path: at, line, message });
      }
    }
  };
  note(contents, []);
  return {
    duplicates,
    lineOf(path) {
      for (let length = Math.min(path.length, mostSteps); length > 0; length--) {
        const line = lines.get(JSON.stringify(path.slice(0, length)));
        if (line !== undefined) return line;
      }
      return 1;
    },
  };
}

/** What leads to each value of a map or a list, and the node that shows where that is. */
function entriesOf(node: unknown) {
  if (isSeq(node)) return node.items.map((item, step) => ({ step, place: item, value: item }));
  if (!isMap(node)) return [];
  return node.items.map(({ key, value }) => {
    const step = isScalar(key) ? String(key.value) : '';
    return { step, place: key, value };
  });
}
