import { type ChosenRules, chooseRules, hasTag } from '../../detect/choose-rules.ts';
import { createCorrelator } from '../../detect/correlate/create-correlator.ts';
import type { Finding } from '../../detect/correlate/finding.ts';
import { createFirstSeen } from '../../detect/correlate/first-seen.ts';
import { createDetector, type Detector } from '../../detect/detector.ts';
import { isAtLeast, type Rule } from '../../detect/rule.ts';
import type { SessionFound } from '../../detect/sessions/find-in-sessions.ts';
import { sessionRuleOf } from '../../detect/sessions/session-rules.ts';
import { knownAccounts } from '../../engine/known-accounts.ts';
import { UsageError } from '../../errors.ts';
import { createColumn } from '../../format/text/column.ts';
import { counted } from '../../format/text/numbers.ts';
import type { Filter } from '../../query/condition/filter.ts';
import { runNotes } from '../../report/detect/run-notes.ts';
import type { CommandContext, ExitCode, RunCommand } from '../command.ts';
import type { Run } from '../run/follow-run.ts';
import { openWithSessions } from '../run/open-with-sessions.ts';
import { ruleNotes } from '../run/rule-notes.ts';
import { type DetectConfig, resolveDetectConfig } from './config.ts';
import { createDetectionOutput, isOfEvents } from './detection-output.ts';

/** Finds events, and groups of events, that rules match. */
export const detect: RunCommand = async (context) => {
  const { args, environment } = context;
  const asked = await resolveDetectConfig(args, environment);
  const chosen = chooseRules(asked.ruleSet.rules, asked);
  checkFailOn(asked, chosen);
  const { from } = asked.filter.time;
  const config = { ...asked, filter: withLookBack(asked.filter, chosen.lookBack) };
  const opened = await openWithSessions(config, asked.filter, context);
  try {
    return await report({ ...opened, config, chosen, from }, context);
  } finally {
    opened.close();
  }
};

/** The opened sources, and the options of a report on them. */
interface Reported extends Awaited<ReturnType<typeof openWithSessions>> {
  readonly config: DetectConfig;
  readonly chosen: ChosenRules;
  /** From when on events are reported. */
  readonly from: number | undefined;
}

/** Reads the events, and prints what was found. */
async function report(
  { run, source, engine, sessions: judged, config, chosen, from }: Reported,
  { io, signal }: CommandContext,
): Promise<ExitCode> {
  if (config.dryRun) {
    const { dryRun } = await import('../run/dry-run.ts');
    return dryRun({ ...config, source, run }, { io, signal });
  }
  for (const note of ruleNotes(config.ruleSet.report)) run.note(note);
  const accounts = await knownAccounts(source, [createColumn('what')], signal);
  const sessions = chooseFound(judged, config);
  const detector = createRulesDetector(chosen, { ...config, from });
  const output = await createDetectionOutput({ ...config, chosen, accounts }, io.stdout);
  const query = { ...config, group: detector.group };
  for await (const part of run.follow(engine.query(query))) {
    for (const detection of detector.take(part)) output.add(detection);
    if (output.isFull()) await output.write();
  }
  if (run.stopped()) return run.end();
  // Events that only teach what was seen before do not count as matches.
  run.ledger.matched -= detector.earlier();
  run.ledger.notMatched += detector.earlier();
  const findings = detector.end();
  const notes = runNotes(detector.report());
  noteUncounted(detector.uncounted(), config, run);
  if (isOfEvents(config.format)) for (const text of notes) run.note(text);
  await output.end({
    ...detector,
    findings,
    hits: detector.hits.all(),
    ledger: run.ledger,
    notes,
    sessions,
  });
  const code = await run.end(run.ledger.matched);
  return fails({ findings, sessions }, detector, chosen, config) ? foundExitCode : code;
}

/** Prints a note when the counts of rules below the least level are too low. */
function noteUncounted(events: number, { minLevel }: DetectConfig, { note }: Run): void {
  if (events === 0) return;
  note(
    `not counted: ${counted(events, 'event')} that only rules below ${minLevel} match, as there are ` +
      'too many combinations of rules and identities; --min-level informational counts them',
  );
}

/** Throws UsageError for a rule of `--fail-on` that is never reported: it could not fail. */
function checkFailOn({ failOn, ruleSet }: DetectConfig, { isReported }: ChosenRules): void {
  const silent = ruleSet.rules.find((rule) => failOn.rules.has(rule.name) && !isReported(rule));
  if (!silent) return;
  throw new UsageError(
    `--fail-on: '${silent.name}' is not reported: a correlation without 'generate: true' uses it, ` +
      'or it is left out by --tag or for want of --first-seen',
  );
}

/** The exit code when there is a finding for `--fail-on`. */
const foundExitCode: ExitCode = 1;

/** Returns the filter with an earlier start: events before the asked one show what was seen. */
function withLookBack(filter: Filter, lookBack: number): Filter {
  const { from, to } = filter.time;
  if (from === undefined) return filter;
  return { ...filter, time: { from: from - lookBack, ...(to !== undefined && { to }) } };
}

function createRulesDetector(
  chosen: ChosenRules,
  { from, groupBy }: Pick<DetectConfig, 'groupBy'> & { readonly from: number | undefined },
): Detector {
  const rules = [...chosen.tested, ...chosen.correlations];
  return createDetector({
    ...chosen,
    rules: chosen.tested,
    ...(groupBy !== undefined && { groupBy }),
    correlator: createCorrelator(rules),
    firstSeen: createFirstSeen(rules, { from: from ?? Number.NEGATIVE_INFINITY }),
    from,
  });
}

/** Returns the findings about sessions whose rules have one of the tags. */
function chooseFound(
  sessions: readonly SessionFound[],
  { tags }: DetectConfig,
): readonly SessionFound[] {
  return sessions.filter(({ name }) => hasTag(sessionRuleOf(name), tags));
}

function fails(
  { findings, sessions }: { findings: readonly Finding[]; sessions: readonly SessionFound[] },
  { hits }: Detector,
  { correlations, isReported }: ChosenRules,
  { failOn }: DetectConfig,
): boolean {
  const isFailure = (rule: Pick<Rule, 'name' | 'level'>) =>
    failOn.rules.has(rule.name) || (failOn.level !== undefined && isAtLeast(rule, failOn.level));
  const found = new Set(findings.map(({ rule }) => rule));
  return (
    sessions.some(({ name }) => isFailure(sessionRuleOf(name))) ||
    hits.all().some(({ events, rule }) => events > 0 && isFailure(rule)) ||
    correlations.some((rule) => found.has(rule.name) && isReported(rule) && isFailure(rule))
  );
}
