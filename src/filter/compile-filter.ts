import type { CloudTrailEvent } from '../event/event.ts';
import type { FieldKeys } from '../event/field-path.ts';
import { allOf, type Condition, partsOf } from '../query/condition/condition.ts';
import type { Filter } from '../query/condition/filter.ts';
import type { EventRecord } from '../query/event-record.ts';
import type { NameNotes } from '../query/read-names.ts';
import { contains, type TimeRange } from '../time-range.ts';
import { compileCondition, joinAll, type TestShortcut } from './compile-condition.ts';
import type { RequiredLiterals } from './required-literals.ts';

/** Decides whether a record matches. */
export type RecordPredicate = (record: EventRecord) => boolean;

/**
 * A filter that can be evaluated. All its parts must hold; they are also available one by one, for
 * code that can decide some of them without the whole record.
 */
export interface CompiledFilter {
  /** The range that must contain the event's time. */
  readonly time: TimeRange;
  /** The tests of the event, in the order of the filter. */
  readonly tests: readonly FilterTest[];
  /** The test of the record's text; undefined when the filter has none. */
  readonly text: TextTest | undefined;
  /** Returns whether all of these hold. The cheapest are tested first. */
  readonly matches: RecordPredicate;
}

/** The test of the text of a record, which may also depend on its event. */
interface TextTest {
  /** Texts that records must have; undefined when none are known. */
  readonly literals: RequiredLiterals | undefined;
  readonly matches: (record: SearchedRecord) => boolean;
}

type SearchedRecord = Pick<EventRecord, 'event' | 'json' | 'isRespelled'>;

/** One test of an event in a filter. */
export interface FilterTest {
  /**
   * The fields that `matches` reads; `[]` stands for the whole event. `matches` returns the same
   * for an ordinary event (see `Attribute`) and for an event with only these fields, as own
   * properties. A value above one of these fields that is not an object counts as missing.
   */
  readonly reads: readonly FieldKeys[];
  /** Whether it also depends on the log file of the event, unless a shortcut decides. */
  readonly readsFile: boolean;
  /** Ways to decide most events from fewer fields, tried in this order. */
  readonly shortcuts: readonly TestShortcut[];
  /** Whether it only excludes events, and so holds for most. */
  readonly isExclusion: boolean;
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
  const text = inText.length > 0 ? testText(inText) : undefined;
  return {
    time,
    tests,
    text,
    matches: (record) =>
      contains(time, record.time) &&
      tests.every(({ matches }) => matches(record.event)) &&
      (text === undefined || text.matches(record)),
  };
}

type FilterPart = ReturnType<typeof compileCondition> & { readonly condition: Condition };

/**
 * The maximum number of tests after joining: the scanner decides at most thirty, and leaves others
 * to the parser.
 */
const maxTests = 24;

/**
 * Joins the parts that read the same fields into one test, since the scanner remembers answers by
 * the values of these fields; also joins the last parts when there are too many.
 */
function joinTests(
  parts: readonly FilterPart[],
  notes: NameNotes | undefined,
): readonly FilterTest[] {
  const groups = new Map<string, FilterPart[]>();
  for (const part of parts) {
    const fields = JSON.stringify(part.reads);
    const group = groups.get(fields);
    if (group) group.push(part);
    else groups.set(fields, [part]);
  }
  const grouped = [...groups.values()];
  const joined =
    grouped.length <= maxTests
      ? grouped
      : [...grouped.slice(0, maxTests - 1), grouped.slice(maxTests - 1).flat()];
  return joined.map((group) => joinParts(group, notes));
}

function joinParts(parts: readonly FilterPart[], notes: NameNotes | undefined): FilterTest {
  const test = compileCondition(allOf(parts.map(({ condition }) => condition)), notes);
  const { reads, readsFile, shortcuts } = test;
  return {
    reads,
    readsFile,
    shortcuts,
    isExclusion: parts.every(({ condition }) => condition.kind === 'not'),
    matches: (event) => test.matches({ event, text: noText }),
  };
}

/** Stands in for the text in tests that must not need it. */
function noText(): string {
  throw new Error('a test that needs no text read the text of a record');
}

function testText(parts: readonly FilterPart[]): TextTest {
  const { literals, matches } = joinAll('all', parts);
  return {
    literals,
    matches(record) {
      let text: string | undefined;
      return matches({
        get event() {
          return record.event;
        },
        text() {
          text ??= searchedText(record);
          return text;
        },
      });
    },
  };
}

/**
 * Returns the text to search. A record may contain escapes (`\u0061`, `\/`) for characters that
 * users search for as such, and fields that are JSON in a text, where each quote is escaped; others
 * stay as they are.
 */
function searchedText(record: SearchedRecord): string {
  const { json, isRespelled = false } = record;
  const isOther = json.includes('\\') && (isRespelled || hasOtherEscapes(json));
  return isOther ? JSON.stringify(record.event) : json;
}

function hasOtherEscapes(json: string): boolean {
  return /\\[u/]/.test(json.replaceAll('\\\\', ''));
}
