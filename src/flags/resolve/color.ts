import type { Environment } from '../environment.ts';
import { choose } from '../values/choose.ts';

/**
 * Returns whether stdout may have colours: as `--color` says; with `auto`, on a terminal when
 * NO_COLOR is empty or unset (no-color.org) and TERM is not `dumb`.
 *
 * Throws UsageError for another value.
 */
export function resolveColor(typed: string | undefined, environment: Environment): boolean {
  const when = choose(typed ?? 'auto', ['auto', 'always', 'never'], '--color');
  if (when !== 'auto') return when === 'always';
  const { NO_COLOR, TERM } = environment.variables;
  return environment.stdout.isTTY && !NO_COLOR && TERM !== 'dumb';
}
