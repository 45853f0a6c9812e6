import type { CloudTrailEvent } from '../event/event.ts';
import type { FieldKeys } from '../event/field-path.ts';
import { allOf, type Condition, partsOf } from '../query/condition/condition.ts';
import type { Filter } from '../query/condition/filter.ts';
import type { EventRecord } from '../query/event-record.ts';
import type { NameNotes } from '../query/read-names.ts';
import { contains, type TimeRange } from '../time-range.ts';
import { compileCondition, type TestShortcut } from './compile-condition.ts';

/** Decides whether a record matches. */
export type RecordPredicate = (record: EventRecord) => boolean;

/**
 * A filter that can be evaluated. All its parts must hold; they are also available one by one, for
 * code that can decide some of them without the whole record.
 */
export interface CompiledFilter {
  /** The range in which the event's time must be. */
  readonly time: TimeRange;
  /** The tests of the event, in the filter's order. */
  readonly tests: readonly FilterTest[];
  /** The test of the record's text; undefined when the filter has none. */
  readonly grep: RecordPredicate | undefined;
  /** Whether all of these hold; the cheapest are tested first. */
  readonly matches: RecordPredicate;
}

/** One test of an event in a filter. */
export interface FilterTest {
  /**
   * The fields that it reads; `[]` stands for the whole event. It gives the same answer for an
   * ordinary event (see `Attribute`) and for an event with only these fields, as own properties. A
   * value above one of these fields that is not an object counts as missing.
   */
  readonly reads: readonly FieldKeys[];
  /** Whether it also depends on the log file of the event, unless a shortcut decides. */
  readonly readsFile: boolean;
  /** Ways to decide most events from fewer fields, tried in this order. */
  readonly shortcuts: readonly TestShortcut[];
  readonly matches: (event: CloudTrailEvent) => boolean;
}

/** Compiles a filter. Throws UsageError when it contains an invalid regular expression. */
export function compileFilter(filter: Filter): CompiledFilter {
  return compileNotingFilter(filter, undefined);
}

/** Compiles a filter as `compileFilter` does, which notes the names that its tests read. */
export function compileNotingFilter(
  { time, when }: Filter,
  notes: NameNotes | undefined,
): CompiledFilter {
  const parts = partsOf(when).map((condition) => ({
    condition,
    ...compileCondition(condition, notes),
  }));
  const tests = joinTests(
    parts.filter(({ needsText }) => !needsText),
    notes,
  );
  const inText = parts.filter(({ needsText }) => needsText);
  const grep = inText.length > 0 ? matchInText(inText) : undefined;
  return {
    time,
    tests,
    grep,
    matches: (record) =>
      contains(time, record.time) &&
      tests.every(({ matches }) => matches(record.event)) &&
      (grep === undefined || grep(record)),
  };
}

type Part = ReturnType<typeof compileCondition> & { readonly condition: Condition };

/** The scanner decides at most thirty tests, and leaves others to the parser. */
const maxTests = 24;

/**
 * Joins the parts that read the same fields into one test, since the scanner remembers answers by
 * the values of these fields; also joins the last parts when there are too many.
 */
function joinTests(parts: readonly Part[], notes: NameNotes | undefined): readonly FilterTest[] {
  const groups = new Map<string, Part[]>();
  for (const part of parts) {
    const fields = JSON.stringify(part.reads);
    const group = groups.get(fields);
    if (group) group.push(part);
    else groups.set(fields, [part]);
  }
  const all = [...groups.values()];
  const joined =
    all.length <= maxTests ? all : [...all.slice(0, maxTests - 1), all.slice(maxTests - 1).flat()];
  return joined.map((group) => joinParts(group, notes));
}

function joinParts(parts: readonly Part[], notes: NameNotes | undefined): FilterTest {
  const test = compileCondition(allOf(parts.map(({ condition }) => condition)), notes);
  const { reads, readsFile, shortcuts } = test;
  return { reads, readsFile, shortcuts, matches: (event) => test.matches(event, noText) };
}

/** Stands in for the text: only conditions that need text read it. */
function noText(): string {
  throw new Error('a test without text read the text of a record');
}

function matchInText(parts: readonly Part[]): RecordPredicate {
  return (record) => {
    let text: string | undefined;
    const textOf = () => {
      text ??= searchedText(record);
      return text;
    };
    return parts.every(({ matches }) => matches(record.event, textOf));
  };
}

/**
 * Returns the text to search. A record may write a character as an escape (`\u0061`, `\/`) that
 * users would not search for.
 */
function searchedText({ json, event }: EventRecord): string {
  return json.includes('\\') ? JSON.stringify(event) : json;
}
