import { createColumn } from '../../format/text/column.ts';
import { withChains } from '../../identity/chain-column.ts';
import { type Chains, createChains } from '../../identity/chains.ts';
import { createIdentityCollector } from '../../identity/identities.ts';
import { createIdentityPass } from '../../identity/identity-pass.ts';
import { sessionsBelow, sessionsOfPeople } from '../../identity/select-sessions.ts';
import { conditionOf } from '../../identity/session-condition.ts';
import { parseThing } from '../../identity/thing.ts';
import { allOf, anyOf, has } from '../../query/condition/condition.ts';
import { createFilter } from '../../query/condition/filter.ts';
import type { CommandContext } from '../command.ts';
import { slowNote, withoutChainsNote } from './chain-notes.ts';
import type { ChainOptions, OpenChains } from './chain-run.ts';
import { openRun } from './open-run.ts';
import { openTwoPasses } from './open-two-passes.ts';

/** A run that knows the sessions. */
export interface ReadChains extends OpenChains {
  readonly chains: Chains;
}

/**
 * Reads the sources for the first time, and opens them for the second. `note` is printed before:
 * why they are read twice.
 */
export async function readChains(
  options: ChainOptions,
  context: CommandContext,
  note?: string,
): Promise<ReadChains> {
  const { filter, chain } = options;
  const opened = await openTwoPasses(options, context);
  try {
    if (note !== undefined) opened.run.note(note);
    const isSlow = opened.source.newestRemaining !== undefined;
    if (isSlow) opened.run.note(slowNote);
    const things = chain.things.map(parseThing);
    const pass = createIdentityPass({
      time: filter.time,
      sought: [...things.map(({ condition }) => condition), ...chain.people.map(mayBeOf)],
      isSlow,
    });
    await opened.firstPass(pass.read(opened.engine));
    const chains = createChains(pass.end(), pass.tools);
    if (pass.tools.lost() > 0) {
      opened.run.note(`too many tool calls: those of ${pass.tools.lost()} calls are not shown`);
    }
    const selected = [
      ...(chain.people.length > 0 ? [sessionsOfPeople(chain.people, chains)] : []),
      ...(things.length > 0 ? [sessionsBelow(things, pass.sought, chains)] : []),
    ];
    if (selected.some((sessions) => sessions.length === 0)) {
      const wanted = [...chain.people, ...chain.things].join(', ');
      opened.run.note(`no session found of '${wanted}': trailscan who says more`);
    }
    return {
      ...opened,
      chains,
      filter: createFilter(
        allOf([
          filter.when,
          ...selected.map((sessions) => conditionOf(sessions, chains.identities)),
        ]),
        filter.time,
      ),
      columnOf: (name) => withChains(createColumn(name), chains),
    };
  } catch (error) {
    opened.close();
    throw error;
  }
}

/** Opens the sources without reading them first: nothing is known but what each event names. */
export function openWithoutChains(options: ChainOptions, context: CommandContext): ReadChains {
  const opened = openRun(options, context);
  opened.run.note(withoutChainsNote);
  const chains = createChains(createIdentityCollector().join());
  const columnOf = (name: string) => withChains(createColumn(name), chains);
  return { ...opened, chains, filter: options.filter, columnOf, close: () => {} };
}

/** Holds for the events whose own fields can name the person. */
function mayBeOf(pattern: string) {
  const [name = ''] = pattern.replace(/ \(likely\)$/, '').split(' (');
  const names = [name, name.replace(/^instance /, '')];
  return anyOf([has('user', names), has('identity', names)]);
}
