import { UsageError } from '../../errors.ts';

/** The values that a flag includes (`any`) and excludes (`none`). */
export interface Values {
  readonly any: readonly string[];
  readonly none: readonly string[];
}

/**
 * Splits the values of a flag: commas separate them, a leading `!` excludes a value. A `!` before
 * the first value of a list excludes the whole list, since `!ec2,s3` can only mean neither of them.
 *
 * Throws UsageError for an empty value.
 */
export function splitValues(typed: readonly string[], subject: string): Values {
  const any: string[] = [];
  const none: string[] = [];
  for (const list of typed) {
    for (const value of splitList(list, subject)) {
      const isExcluded = list.trimStart().startsWith('!') || value.startsWith('!');
      (isExcluded ? none : any).push(required(value.replace(/^!\s*/, ''), list, subject));
    }
  }
  return { any, none };
}

/**
 * Splits a list at its commas and trims its parts. A comma after a backslash is part of the value:
 * names of users and roles may contain one.
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
