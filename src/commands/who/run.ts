import { forTerminal } from '../../format/text/sanitize.ts';
import { createChains } from '../../identity/chains.ts';
import { findSought } from '../../identity/find-sought.ts';
import { createIdentityPass } from '../../identity/identity-pass.ts';
import { measureSessions } from '../../identity/measure-sessions.ts';
import type { Session } from '../../identity/session.ts';
import { conditionOf } from '../../identity/session-condition.ts';
import type { SessionNode, SessionTrees } from '../../identity/session-tree.ts';
import { buildWho } from '../../report/who/build-who.ts';
import { coverageOf } from '../../report/who/coverage.ts';
import { writeWho } from '../../report/who/render/write-who.ts';
import type { RunCommand } from '../command.ts';
import { openTwoPasses } from '../run/open-two-passes.ts';
import { resolveWhoConfig } from './config.ts';

/** Finds who stands behind a thing, and what was made from it. */
export const who: RunCommand = async (context) => {
  const { args, environment, io, signal } = context;
  const config = await resolveWhoConfig(args, environment);
  const { thing } = config;
  const { time } = config.filter;
  const { run, source, engine, firstPass, close } = await openTwoPasses(config, context);
  try {
    const pass = createIdentityPass({ time, sought: thing.condition });
    for await (const part of firstPass(engine.query(pass.query))) pass.take(part);
    const chains = createChains(pass.end());
    const sought = findSought(thing, pass.sought(), chains);
    const shown = sessionsIn(sought, chains.trees);
    const measure = measureSessions({
      time,
      condition: conditionOf(shown.values()),
      idOf(caller) {
        const id = chains.identities.sessionOf(caller)?.id;
        return id !== undefined && shown.has(id) ? id : undefined;
      },
    });
    for await (const part of run.follow(engine.query(measure.query))) measure.take(part);
    if (run.stopped()) return await run.end();
    run.ledger.matched -= measure.others();
    run.ledger.notMatched += measure.others();
    const lost = pass.lost() + measure.lost();
    if (lost > 0)
      run.note(`${lost} events were not taken into account: too many different callers`);
    if (sought.length === 0) {
      await io.stderr.write(
        `${forTerminal(`trailscan: nothing found for '${thing.text}', taken for the ${thing.kind} of a caller`)}\n`,
      );
      const code = await run.end(0);
      return code === 0 ? 4 : code;
    }
    const report = buildWho({
      ...chains,
      thing,
      sought,
      useOf: measure.useOf,
      sameAddress: [],
      coverage: coverageOf(chains.identities, run.ledger),
      accounts: new Set(await source.accounts?.(signal)),
    });
    await writeWho(report, config, io.stdout);
    return await run.end();
  } finally {
    close();
  }
};

/** Returns the sessions in the trees of those that are sought, by their IDs. */
function sessionsIn(sought: readonly Session[], trees: SessionTrees): ReadonlyMap<string, Session> {
  const found = new Map<string, Session>();
  const add = ({ session, children }: SessionNode) => {
    found.set(session.id, session);
    for (const child of children) add(child);
  };
  for (const session of sought) {
    for (const above of trees.pathTo(session)) found.set(above.id, above);
    add(trees.treeOf(session));
  }
  return found;
}
