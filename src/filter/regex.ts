import { createRequire } from 'node:module';
import type * as Re2js from 're2js';
import { UsageError } from '../errors.ts';

const require = createRequire(import.meta.url);

/**
 * Returns a test of whether an RE2 expression matches anywhere in a text, in time linear in the
 * length of the text. `label` names the expression in the error message, such as
 * `--grep expression`.
 *
 * Throws UsageError when the expression is invalid.
 */
export function compileRegex(source: string, label: string): (text: string) => boolean {
  const { RE2JS, RE2JSException } = loadRe2js();
  try {
    const expression = RE2JS.compile(source);
    return (text) => expression.test(text);
  } catch (error) {
    if (!(error instanceof RE2JSException)) throw error;
    // RE2 quotes the expression, whose line ends and control characters would garble the message.
    const reason = error.message
      .replace('error parsing regexp: ', '')
      .replace(/[\p{Cc}\p{Cf}]/gu, '·');
    throw new UsageError(`invalid ${label}: ${reason}`, { cause: error });
  }
}

/** Loads RE2 only when there is an expression: most runs have none, and start faster without it. */
function loadRe2js(): typeof Re2js {
  return require('re2js');
}
