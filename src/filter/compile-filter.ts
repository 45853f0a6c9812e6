import { attributes } from '../event/attributes.ts';
import type { EventRecord } from '../query/event-record.ts';
import type { Filter, Term } from '../query/filter.ts';
import { contains } from '../time-range.ts';
import { compileAddress } from './address.ts';
import { compileWhere } from './compile-where.ts';
import { compileGlob } from './glob.ts';
import { compileRegex } from './regex.ts';

/** Whether a record is wanted. */
export type RecordPredicate = (record: EventRecord) => boolean;

/** Compiles a filter to a predicate that tests what costs least first. */
export function compileFilter(filter: Filter): RecordPredicate {
  const tests: RecordPredicate[] = [];
  if (filter.time.from !== undefined || filter.time.to !== undefined) {
    tests.push(({ time }) => contains(filter.time, time));
  }
  for (const term of filter.terms) tests.push(compileTerm(term));
  for (const pattern of filter.where) {
    const matches = compileWhere(pattern);
    tests.push(({ event }) => matches(event));
  }
  if (filter.grep.length > 0) {
    const expressions = filter.grep.map((source) => compileRegex(source, '--grep'));
    tests.push((record) => {
      const text = searchedText(record);
      return expressions.some((matches) => matches(text));
    });
  }
  return (record) => tests.every((test) => test(record));
}

/** A record may write a character as an escape (`\u0061`, `\/`) that nobody would look for. */
function searchedText({ json, event }: EventRecord): string {
  return json.includes('\\') ? JSON.stringify(event) : json;
}

function compileTerm({ attribute, any, none }: Term): RecordPredicate {
  const { values } = attributes[attribute];
  const wanted = any.map((value) => compileValue(attribute, value));
  const unwanted = none.map((value) => compileValue(attribute, value));
  return ({ event }) => {
    const found = values(event);
    if (unwanted.some((matches) => found.some(matches))) return false;
    return wanted.length === 0 || wanted.some((matches) => found.some(matches));
  };
}

function compileValue(attribute: Term['attribute'], value: string): (text: string) => boolean {
  if (attribute === 'source-ip') return compileAddress(value);
  // Nobody types a whole user agent.
  if (attribute === 'user-agent' && !value.includes('*')) return compileGlob(`*${value}*`);
  return compileGlob(value);
}
