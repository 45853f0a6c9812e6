import { forTerminal } from '../../format/text/sanitize.ts';
import { createChains } from '../../identity/chains.ts';
import { findSought } from '../../identity/find-sought.ts';
import { createIdentityPass } from '../../identity/identity-pass.ts';
import { measureSessions } from '../../identity/measure-sessions.ts';
import { conditionOf } from '../../identity/session-condition.ts';
import { idsAround } from '../../identity/session-tree.ts';
import { createFindWarnings } from '../../identity/session-warnings.ts';
import { anyOf, has } from '../../query/condition/condition.ts';
import { buildWho } from '../../report/who/build-who.ts';
import { coverageOf } from '../../report/who/coverage.ts';
import { writeWho } from '../../report/who/render/write-who.ts';
import type { RunCommand } from '../command.ts';
import { slowNote, withoutChainsNote } from '../run/chain-notes.ts';
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
    const isSlow = source.newestRemaining !== undefined;
    const { isWithoutChains } = config;
    const sought = [thing.condition];
    const pass = createIdentityPass({ time, sought, isSlow, isWithoutChains });
    if (isWithoutChains) run.note(withoutChainsNote);
    else if (isSlow) run.note(slowNote);
    await firstPass(pass.read(engine));
    const chains = createChains(pass.end());
    const found = findSought(thing, pass.sought(0), chains);
    const shown = idsAround(found, chains.trees);
    const { sessionOf, sessionAt } = chains.identities;
    const addresses = isSlow || pass.addresses().size > maxAddresses ? [] : [...pass.addresses()];
    const ofShown = conditionOf([...shown].map(sessionAt), chains.identities);
    const measure = measureSessions({
      time,
      condition: addresses.length > 0 ? anyOf([ofShown, has('source-ip', addresses)]) : ofShown,
      idOf: (caller) => sessionOf(caller)?.id,
    });
    for await (const part of run.follow(engine.query(measure.query))) measure.take(part);
    if (run.stopped()) return await run.end();
    const uses = measure.uses();
    const counted = sum([...uses].flatMap(([id, { events }]) => (shown.has(id) ? [events] : [])));
    // Events that only share an address do not count as matches.
    run.ledger.notMatched += run.ledger.matched - counted;
    run.ledger.matched = counted;
    const lost = pass.lost() + measure.lost();
    if (lost > 0)
      run.note(`${lost} events were not taken into account: too many different callers`);
    if (found.length === 0) {
      await io.stderr.write(
        `${forTerminal(`trailscan: nothing found for '${thing.text}', taken for the ${thing.kind} of a caller`)}\n`,
      );
      const code = await run.end(0);
      return code === 0 ? 4 : code;
    }
    const report = buildWho({
      ...chains,
      findWarnings: createFindWarnings(chains, uses),
      thing,
      sought: found,
      uses,
      sessionAt,
      coverage: coverageOf(chains.identities, run.ledger),
      accounts: new Set(await source.accounts?.(signal)),
    });
    await writeWho(report, config, io.stdout);
    return await run.end();
  } finally {
    close();
  }
};

/** With more addresses, others at the same ones would say nothing. */
const maxAddresses = 10;

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
