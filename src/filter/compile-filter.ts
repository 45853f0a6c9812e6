import { attributes } from '../event/attributes.ts';
import type { CloudTrailEvent } from '../event/event.ts';
import type { FieldKeys } from '../event/field-path.ts';
import { compileGlob } from '../glob.ts';
import type { EventRecord } from '../query/event-record.ts';
import type { Filter, Term } from '../query/filter.ts';
import type { WherePattern } from '../query/where-pattern.ts';
import { contains, type TimeRange } from '../time-range.ts';
import { compileAddress } from './address.ts';
import { compileWhere } from './compile-where.ts';
import { compileRegex } from './regex.ts';
import { whereReads } from './where-reads.ts';

/** Whether a record is wanted. */
export type RecordPredicate = (record: EventRecord) => boolean;

/**
 * A filter that runs. All its parts must hold; they are there one by one for whoever can decide some
 * of them without the whole record.
 */
export interface CompiledFilter {
  /** Of the event's time. */
  readonly time: TimeRange;
  /** What is asked of the event, in the filter's order: its terms, then its patterns. */
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
export function compileFilter({ time, terms, where, grep }: Filter): CompiledFilter {
  const tests = [...terms.map(compileTerm), ...where.map(compilePattern)];
  const matchesText = grep.length > 0 ? compileGrep(grep) : undefined;
  return {
    time,
    tests,
    grep: matchesText,
    matches: (record) =>
      contains(time, record.time) &&
      tests.every(({ matches }) => matches(record.event)) &&
      (matchesText === undefined || matchesText(record)),
  };
}

function compileTerm({ attribute, any, none }: Term): FilterTest {
  const { reads, values } = attributes[attribute];
  const wanted = any.map((value) => compileValue(attribute, value));
  const unwanted = none.map((value) => compileValue(attribute, value));
  return {
    reads,
    matches: (event) => {
      const found = values(event);
      if (unwanted.some((matches) => found.some(matches))) return false;
      return wanted.length === 0 || wanted.some((matches) => found.some(matches));
    },
  };
}

function compileValue(attribute: Term['attribute'], value: string): (text: string) => boolean {
  if (attribute === 'source-ip') return compileAddress(value);
  // Nobody types a whole user agent.
  if (attribute === 'user-agent' && !value.includes('*')) return compileGlob(`*${value}*`);
  return compileGlob(value);
}

function compilePattern(pattern: WherePattern): FilterTest {
  return { reads: whereReads(pattern), matches: compileWhere(pattern) };
}

function compileGrep(sources: readonly string[]): RecordPredicate {
  const expressions = sources.map((source) => compileRegex(source, '--grep'));
  return (record) => {
    const text = searchedText(record);
    return expressions.some((matches) => matches(text));
  };
}

/** A record may write a character as an escape (`\u0061`, `\/`) that nobody would look for. */
function searchedText({ json, event }: EventRecord): string {
  return json.includes('\\') ? JSON.stringify(event) : json;
}
