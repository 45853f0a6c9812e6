import {
  addWindow,
  emptyBaseline,
  isFirstRun,
  windowsBefore,
} from '../../report/baseline/baseline.ts';
import {
  type EarlierValues,
  loadEarlier,
  saveBaseline,
} from '../../report/baseline/baseline-file.ts';
import { buildSummary, cellsByWindow } from '../../report/summary/measure/build-summary.ts';
import { type SeenBefore, seenIn } from '../../report/summary/measure/summary-new-values.ts';
import { summaryTallies, tallyIndex } from '../../report/summary/measure/summary-tallies.ts';
import {
  createSummaryBins,
  spansOf,
  windowsOf,
  withIssuances,
} from '../../report/summary/measure/summary-windows.ts';
import { timeFlags } from '../../report/summary/measure/time-flags.ts';
import { writeSummary } from '../../report/summary/render/write-summary.ts';
import type { Summary } from '../../report/summary/summary-schema.ts';
import type { ExitCode, RunCommand } from '../command.ts';
import { openWithSessions } from '../run/open-with-sessions.ts';
import { resolveSummaryConfig } from './config.ts';

/** Reports what happened in a day, or in another window of time. */
export const summary: RunCommand = async (context) => {
  const { args, environment, io, signal } = context;
  const config = await resolveSummaryConfig(args, environment);
  const { window, zone } = config;
  // Loaded first, so that a baseline that cannot be read is reported before any work is done.
  const earlier =
    config.baseline === undefined ? undefined : await loadEarlier(config.baseline, window.from);
  const windows = await windowsOf(window, zone);
  const spans = spansOf(windows);
  const filter = { ...config.filter, time: { from: spans[0]?.from ?? window.from, to: window.to } };
  const asked = { ...config.filter, time: window };
  const spansRead = config.chains ? withIssuances(spans, window) : spans;
  const opened = await openWithSessions({ ...config, spans: spansRead }, asked, context);
  const { run, source, engine, readAll, sessions } = opened;
  if (config.dryRun) {
    const { dryRun } = await import('../run/dry-run.ts');
    return dryRun({ ...config, filter, source, run }, { io, signal });
  }
  const bins = createSummaryBins(windows);
  const hours = tallyIndex('hours');
  const count = engine.count({
    ...config,
    filter,
    tallies: summaryTallies(config.rules),
    isCounted: bins.isCounted,
    binOf: (seconds, tally) => (tally === hours ? bins.hourOf(seconds) : bins.windowOf(seconds)),
  });
  await readAll(count.parts).finally(opened.close);
  if (run.stopped()) return run.end();
  const leadingWords = [...config.leadingWords, ...(await timeFlags(window, zone))];
  /** The cells, which take much memory, are needed only in here. */
  const measure = () => {
    const compared = cellsByWindow(count.cells);
    const made = buildSummary(compared, count.cells(hours), {
      ...config,
      windows,
      bins,
      now: environment.now,
      sources: config.sources.map(({ uri }) => uri),
      leadingWords,
      sessions,
      ledger: run.ledger,
      ...(earlier && { before: seenBefore(earlier, window.from) }),
    });
    return { made, ...(earlier && { seen: seenIn(compared.window) }) };
  };
  const { made, seen } = measure();
  count.close();
  await writeSummary(config.redact ? await redacted(made) : made, config, io.stdout);
  // A window without events would make everything in the next one new.
  if (config.baseline !== undefined && seen && made.totals.all.events > 0)
    await saveBaseline(config.baseline, addWindow(emptyBaseline(), window.from, seen));
  const code = await run.end();
  return made.findings.some(({ kind }) => config.failOn.includes(kind)) ? findingExitCode : code;
};

async function redacted(made: Summary): Promise<Summary> {
  return (await import('../../report/summary/redact-summary.ts')).redactSummary(made);
}

/** The exit code when there is a finding that --fail-on names. */
const findingExitCode: ExitCode = 1;

function seenBefore(earlier: EarlierValues, since: number): SeenBefore {
  return {
    isFirst: isFirstRun(earlier, since),
    windows: windowsBefore(earlier, since),
    isNew: (kind, value) => !earlier.has(kind, value),
  };
}
