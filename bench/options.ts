import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { GroupName } from './runs.ts';

/** Which benchmarks to run, and how. */
export interface Options {
  readonly groups: readonly GroupName[];
  /** How often each group is run; undefined for the default of the group. */
  readonly rounds: number | undefined;
  /** The path of another build's trailscan.js, to measure as well. */
  readonly against: string | undefined;
  /** Part of the report's file name. */
  readonly name: string;
}

const allGroups: readonly GroupName[] = ['a', 'b', 'c', 'd', 'start'];

/** Parses `[GROUP …] [--rounds N] [--against PATH/bin/trailscan.js]`. Throws for anything else. */
export function parseOptions(args: readonly string[]): Options {
  const { positionals, values } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { rounds: { type: 'string' }, against: { type: 'string' } },
  });
  for (const name of positionals) {
    if (!allGroups.some((group) => group === name)) {
      throw new Error(
        `unknown group ${JSON.stringify(name)}: expected any of ${allGroups.join(' ')}`,
      );
    }
  }
  const rounds = values.rounds === undefined ? undefined : Number(values.rounds);
  if (rounds !== undefined && !(Number.isSafeInteger(rounds) && rounds > 0)) {
    throw new Error(`--rounds ${values.rounds}: expected a number from 1, such as 5`);
  }
  const against = values.against === undefined ? undefined : resolve(values.against);
  if (against !== undefined && !existsSync(against)) {
    throw new Error(
      `--against ${values.against}: no such file; expected the path of a trailscan.js`,
    );
  }
  const groups = allGroups.filter(
    (group) => positionals.length === 0 || positionals.includes(group),
  );
  return {
    groups,
    rounds,
    against,
    name: groups.length === allGroups.length ? 'all' : groups.join('-'),
  };
}
