import type { CloudTrailEvent } from '../event/event.ts';
import type { FieldKeys } from '../event/field-path.ts';
import { allOf, type Condition, partsOf } from '../query/condition/condition.ts';
import type { Filter } from '../query/condition/filter.ts';
import type { EventRecord } from '../query/event-record.ts';
import { contains, type TimeRange } from '../time-range.ts';
import { compileCondition } from './compile-condition.ts';

/** Whether a record is wanted. */
export type RecordPredicate = (record: EventRecord) => boolean;

/**
 * A filter that runs. All its parts must hold; they are there one by one for whoever can decide some
 * of them without the whole record.
 */
export interface CompiledFilter {
  /** Of the event's time. */
  readonly time: TimeRange;
  /** What is asked of the event, in the filter's order. */
  readonly tests: readonly FilterTest[];
  /** What is asked of the record's text; undefined when nothing is. */
  readonly grep: RecordPredicate | undefined;
  /** Whether all of these hold, of which it tests what costs least first. */
  readonly matches: RecordPredicate;
}

/** One thing that a filter asks of an event. */
export interface FilterTest {
  /**
   * The fields by which it decides; `[]` among them is the whole event. It gives the same answer for
   * an ordinary event (see `Attribute`) and for the event that has these fields alone, as properties
   * of its own; what stands above one of them and is no object is as good as missing.
   */
  readonly reads: readonly FieldKeys[];
  readonly matches: (event: CloudTrailEvent) => boolean;
}

/** Throws UsageError when the filter holds an invalid regular expression. */
export function compileFilter({ time, when }: Filter): CompiledFilter {
  const parts = partsOf(when).map((condition) => ({
    condition,
    ...compileCondition(condition),
  }));
  const tests = joinTests(parts.filter(({ needsText }) => !needsText));
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

/** The scanner decides no more than thirty tests, and leaves others to the parser. */
const mostTests = 24;

/**
 * Joins the parts that read the same fields into one test, since the scanner remembers answers by the
 * values of these; and the last ones when there are too many.
 */
function joinTests(parts: readonly Part[]): readonly FilterTest[] {
  const groups = new Map<string, Part[]>();
  for (const part of parts) {
    const fields = JSON.stringify(part.reads);
    const group = groups.get(fields);
    if (group) group.push(part);
    else groups.set(fields, [part]);
  }
  const all = [...groups.values()];
  const joined =
    all.length <= mostTests
      ? all
      : [...all.slice(0, mostTests - 1), all.slice(mostTests - 1).flat()];
  return joined.map(joinParts);
}

function joinParts(parts: readonly Part[]): FilterTest {
  const { reads, matches } = compileCondition(allOf(parts.map(({ condition }) => condition)));
  return { reads, matches: (event) => matches(event, noText) };
}

/** Only conditions that need text ask for it. */
function noText(): string {
  throw new Error('the text of a record was asked for where there is none');
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

/** A record may write a character as an escape (`\u0061`, `\/`) that nobody would look for. */
function searchedText({ json, event }: EventRecord): string {
  return json.includes('\\') ? JSON.stringify(event) : json;
}
