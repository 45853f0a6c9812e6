import { parseArgs } from 'node:util';
import type { GroupName } from './runs.ts';

/** What is to be run. */
export interface Options {
  readonly groups: readonly GroupName[];
  /** How often each group is run; undefined: as often as the group wants. */
  readonly rounds: number | undefined;
  /** For the name of the file that is kept. */
  readonly name: string;
}

const allGroups: readonly GroupName[] = ['a', 'b', 'c', 'd', 'start'];

/** Reads `[GROUP …] [--rounds N]`. Throws where something else is written. */
export function parseOptions(args: readonly string[]): Options {
  const { positionals, values } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { rounds: { type: 'string' } },
  });
  for (const name of positionals) {
    if (!allGroups.some((group) => group === name)) {
      throw new Error(`no group ${JSON.stringify(name)}: expected some of ${allGroups.join(' ')}`);
    }
  }
  const rounds = values.rounds === undefined ? undefined : Number(values.rounds);
  if (rounds !== undefined && !(Number.isSafeInteger(rounds) && rounds > 0)) {
    throw new Error(`--rounds ${values.rounds}: expected a number from 1, such as 5`);
  }
  const groups = allGroups.filter(
    (group) => positionals.length === 0 || positionals.includes(group),
  );
  return { groups, rounds, name: groups.length === allGroups.length ? 'all' : groups.join('-') };
}
