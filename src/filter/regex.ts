import { createRequire } from 'node:module';
import type * as Re2js from 're2js';
import { UsageError } from '../errors.ts';

const require = createRequire(import.meta.url);

/**
 * Returns the test whether an RE2 expression matches anywhere in a text, in time that grows with the
 * text alone. `what` names the expression's place for the message, such as `--grep expression`.
 *
 * Throws UsageError when the expression is invalid.
 */
export function compileRegex(source: string, what: string): (text: string) => boolean {
  const { RE2JS, RE2JSException } = loadRe2js();
  try {
    const expression = RE2JS.compile(source);
    return (text) => expression.test(text);
  } catch (error) {
    if (!(error instanceof RE2JSException)) throw error;
    // RE2 quotes the expression, whose line ends and control characters would spoil the message.
    const reason = error.message
      .replace('error parsing regexp: ', '')
      .replace(/[\p{Cc}\p{Cf}]/gu, '·');
    throw new UsageError(`invalid ${what}: ${reason}`, { cause: error });
  }
}

/** Loads the engine when the first expression needs it: most runs have none and start faster. */
function loadRe2js(): typeof Re2js {
  return require('re2js');
}
