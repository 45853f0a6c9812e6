import { UsageError } from '../../errors.ts';

/** What was asked for and what was ruled out, one value each. */
export interface Values {
  readonly any: readonly string[];
  readonly none: readonly string[];
}

/**
 * Takes the values of a flag apart: commas separate, a leading `!` rules a value out. A `!` before
 * the first value of a list rules out the whole list, since `!ec2,s3` can only mean neither of them.
 *
 * Throws UsageError for an empty value.
 */
export function splitValues(typed: readonly string[], subject: string): Values {
  const any: string[] = [];
  const none: string[] = [];
  for (const list of typed) {
    for (const value of splitList(list, subject)) {
      const ruledOut = list.trimStart().startsWith('!') || value.startsWith('!');
      (ruledOut ? none : any).push(required(value.replace(/^!\s*/, ''), list, subject));
    }
  }
  return { any, none };
}

/**
 * The parts of a list between its commas, without blanks around them. A comma after a backslash is
 * part of the value: names of users and roles may hold one.
 *
 * Throws UsageError for an empty part.
 */
export function splitList(list: string, subject: string): readonly string[] {
  return list
    .split(/(?<!\\),/)
    .map((part) => required(part.trim().replaceAll('\\,', ','), list, subject));
}

function required(value: string, list: string, subject: string): string {
  if (value !== '') return value;
  throw new UsageError(`${subject}: expected a value, found nothing in '${list}'`);
}
