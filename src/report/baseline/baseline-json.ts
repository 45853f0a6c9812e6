import * as z from 'zod';
import { compareTexts } from '../../compare-texts.ts';
import { forJson } from '../../format/text/sanitize.ts';
import { isoTime } from '../../iso-time.ts';
import {
  type Baseline,
  emptyBaseline,
  mergeBaselines,
  mergeSeen,
  ofEachKind,
  type Seen,
  type SeenKind,
  seenKey,
  seenKinds,
} from './baseline.ts';

const instant = z.iso.datetime().transform((text) => Date.parse(text));

/**
 * A value with its times. Not an object's key: some keys, such as `__proto__`, have a special
 * meaning.
 */
const entry = z
  .tuple([z.string(), instant, instant])
  .refine(([, first, last]) => first <= last, 'the first time comes after the last')
  .transform(([value, first, last]) => [seenKey(value), { first, last }] as const);

const file = z.object({
  kind: z.literal('trailscan-baseline'),
  version: z.literal(1),
  windows: z.array(instant),
  seen: z.object(ofEachKind(() => z.array(entry))),
});

/** The members that a baseline file of any version has. */
const label = z.object({ kind: z.literal('trailscan-baseline'), version: z.int() });

/**
 * The problem with a text that should be a baseline; its message is in lower case and has no full
 * stop.
 */
export class BaselineProblem extends Error {}

/** Parses the text of a baseline file. Throws BaselineProblem. */
export function parseBaseline(text: string): Baseline {
  const json = parseJson(text);
  const about = label.safeParse(json);
  if (!about.success) throw new BaselineProblem('it is not a trailscan baseline');
  if (about.data.version > 1) {
    throw new BaselineProblem(
      `it was written by a later version of trailscan (file version ${about.data.version}, expected 1)`,
    );
  }
  const { data, error } = file.safeParse(json);
  if (!data) throw new BaselineProblem(describeIssue(error.issues[0]));
  // A file written by hand may list a value twice, or windows in any order.
  return mergeBaselines(emptyBaseline(), {
    windows: data.windows,
    seen: ofEachKind((kind) => mergeSeen(new Map(), data.seen[kind])),
  });
}

/** The content of a baseline file in the order in which it is written. */
export interface BaselineEntries {
  readonly windows: readonly number[];
  /** Returns the values of a kind, sorted. Call it once for each kind, in their order. */
  readonly entriesOf: (kind: SeenKind) => Iterable<readonly [string, Seen]>;
}

/** Returns the content of a baseline. */
export function entriesIn({ windows, seen }: Baseline): BaselineEntries {
  return { windows, entriesOf: (kind) => sortedEntries(seen, kind) };
}

/** Returns the values of a kind in the order in which they are written. */
export function sortedEntries(
  seen: Baseline['seen'],
  kind: SeenKind,
): readonly (readonly [string, Seen])[] {
  return [...seen[kind]].sort(byValue);
}

/**
 * Yields the text of a baseline file in pieces, one value per line. Equal baselines have equal
 * texts.
 */
export function* baselineJson({ windows, entriesOf }: BaselineEntries): Generator<string> {
  yield '{\n"kind":"trailscan-baseline",\n"version":1,\n"windows":[';
  yield windows.map((start) => JSON.stringify(isoTime(start))).join(',');
  yield '],\n"seen":{';
  for (const [at, kind] of seenKinds.entries()) {
    yield `${at === 0 ? '' : ','}\n"${kind}":[`;
    let before = '\n';
    for (const [value, { first, last }] of entriesOf(kind)) {
      yield before + forJson(JSON.stringify([value, isoTime(first), isoTime(last)]));
      before = ',\n';
    }
    yield ']';
  }
  yield '\n}\n}\n';
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new BaselineProblem('it is not JSON');
  }
}

function describeIssue(issue: z.core.$ZodIssue | undefined): string {
  const path = issue?.path.map(String).join('.') ?? '';
  return `${path}: ${issue?.message ?? 'unknown'}`;
}

function byValue([a]: readonly [string, Seen], [b]: readonly [string, Seen]): number {
  return compareTexts(a, b);
}
