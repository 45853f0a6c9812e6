import { renderEventPage } from '../../format/events/event-page.ts';
import { forTerminal } from '../../format/text/sanitize.ts';
import { has } from '../../query/condition/condition.ts';
import { createFilter, type Filter } from '../../query/condition/filter.ts';
import { recordsOf } from '../../query/event-record.ts';
import { loadRedaction } from '../../redact/load-redaction.ts';
import type { RunCommand } from '../command.ts';
import { openRun } from '../run/open-run.ts';
import { resolveShowConfig } from './config.ts';
import { nextLines } from './next-lines.ts';

/** Prints events in full, found by their eventID. */
export const show: RunCommand = async (context) => {
  const { args, environment, io, signal } = context;
  const { id, ...config } = await resolveShowConfig(args, environment);
  const { run, source, engine } = openRun(config, context);
  const known = new Set(await source.accounts?.(signal));
  // In order, so that the same one of several deliveries is always shown.
  const found = engine.query({
    filter: byId(id),
    order: 'oldest-first',
    keepDuplicates: false,
    holdBack: Number.POSITIVE_INFINITY,
  });
  const redact = await loadRedaction(config.redact);
  let shown = 0;
  for await (const { block } of run.follow(found)) {
    if (!block) continue;
    for (const record of recordsOf(redact(block))) {
      const next = nextLines(record.event, config.given);
      const page = renderEventPage(record, { ...config, known, next });
      await io.stdout.write(`${shown++ > 0 ? '\n' : ''}${page}`);
    }
  }
  if (shown === 0 && !run.stopped()) {
    await io.stderr.write(`${forTerminal(`trailscan: no event found with the ID '${id}'`)}\n`);
  }
  const code = await run.end(shown);
  return code === 3 || shown > 0 ? code : 4;
};

/** Matches the event with this ID, or those whose IDs begin with it: a table may have cut it. */
function byId(id: string): Filter {
  const isWhole = id.length < shortestPrefix || id.length >= uuidLength || id.endsWith('*');
  const any = isWhole ? [id] : [`${id}*`];
  return createFilter(has('event-id', any));
}

const shortestPrefix = 6;
const uuidLength = 36;
