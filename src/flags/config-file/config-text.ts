/** The keys and indexes that lead to a value, from the outside inwards. */
export type ConfigPath = readonly (string | number)[];

/** Something that is wrong with a config file. */
export interface ConfigProblem {
  /** Empty for the whole file. */
  readonly path: ConfigPath;
  /** From 1; when it is absent, the line of the path is meant. */
  readonly line?: number;
  /** In lower case and without a full stop. */
  readonly message: string;
}

/** A config file's text, taken apart and not yet validated. */
export interface ConfigText {
  /** Undefined when the text cannot be read as what it should be: then there are `problems`. */
  readonly data: unknown;
  readonly lines: ConfigLines;
  /** Of the text, not of what it says. */
  readonly problems: readonly ConfigProblem[];
}

/** In which line of a text each setting stands. Lines are counted from 1. */
export interface ConfigLines {
  /** Notes the line; returns the one that was noted for this path before, and then keeps that. */
  add(path: ConfigPath, line: number): number | undefined;
  /** The line of the path, or of what it is in; the first for the whole text. */
  of(path: ConfigPath): number | undefined;
}

/** No setting lies deeper than `sources.prod.uri[0]`; what does is not noted. */
export const mostSteps = 4;

/** Lines of which none is known yet. */
export function createConfigLines(): ConfigLines {
  const lines = new Map<string, number>();
  return {
    add(path, line) {
      if (path.length > mostSteps) return undefined;
      const key = JSON.stringify(path);
      const earlier = lines.get(key);
      if (earlier === undefined) lines.set(key, line);
      return earlier;
    },
    of(path) {
      if (path.length === 0) return 1;
      for (let length = Math.min(path.length, mostSteps); length > 0; length--) {
        const line = lines.get(JSON.stringify(path.slice(0, length)));
        if (line !== undefined) return line;
      }
      return undefined;
    },
  };
}

/** That a key stands in the same place twice. */
export function duplicate(path: ConfigPath, line: number, earlier: number): ConfigProblem {
  return { path, line, message: `is there twice, first in line ${earlier}: expected it once` };
}

/** How deep values may lie in each other; a parser may take stack for each level. */
export const mostNested = 100;

/** That they lie deeper. */
export function tooDeep(line: number): ConfigProblem {
  return { path: [], line, message: `is nested more than ${mostNested} levels deep` };
}
