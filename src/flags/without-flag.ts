import type { Args } from './args.ts';
import type { FlagName } from './flags.ts';

/** The arguments as if a flag had not been given. */
export function withoutFlag(args: Args, name: FlagName): Args {
  const { [name]: _, ...flags } = args.flags;
  return { ...args, flags };
}
