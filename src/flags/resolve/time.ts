import { UsageError } from '../../errors.ts';
import { isoTime } from '../../iso-time.ts';
import type { TimeRange } from '../../time-range.ts';
import type { Args } from '../args.ts';
import { lastValueOf } from '../args.ts';
import type { FlagName } from '../flags.ts';
import { parseDuration } from '../values/parse-duration.ts';
import type { Here, Moment } from '../values/parse-time.ts';

/** What was typed after the flags of time. */
type Typed = Partial<Record<'last' | 'since' | 'until' | 'date', string>>;

/**
 * The span that `--last`, `--since`, `--until` and `--date` ask for; open at both ends when none of
 * them is given. A day or month after `--until` is included whole; an instant is the first one out.
 *
 * Throws UsageError for flags that contradict each other and for a span that holds no past.
 */
export async function resolveTime(args: Args, here: Here): Promise<TimeRange> {
  const typed = typedTimes(args);
  refuseTogether(typed, 'date', ['last', 'since', 'until']);
  refuseTogether(typed, 'last', ['since']);
  const since = await moment(typed, 'since', here);
  const until = await moment(typed, 'until', here);
  const date = await moment(typed, 'date', here);
  if (date?.kind === 'instant') {
    throw new UsageError(
      `--date: '${typed.date}' is a time: expected a day or month such as 2026-11-19, yesterday ` +
        'or 2026-11; for a part of a day use --since and --until',
    );
  }
  const to = date?.to ?? until?.to;
  const from =
    typed.last === undefined
      ? (date?.from ?? since?.from)
      : (to ?? here.now) - parseDuration(typed.last, '--last');
  refuseBackwards(typed, from, to);
  refuseFuture(typed, from, here);
  return { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) };
}

function typedTimes(args: Args): Typed {
  const typed: Typed = {};
  for (const name of ['last', 'since', 'until', 'date'] as const satisfies readonly FlagName[]) {
    const value = lastValueOf(args, name);
    if (value !== undefined) typed[name] = value;
  }
  return typed;
}

function refuseTogether(typed: Typed, name: keyof Typed, others: readonly (keyof Typed)[]): void {
  const other = others.find((candidate) => typed[candidate] !== undefined);
  if (typed[name] === undefined || other === undefined) return;
  throw new UsageError(
    `--${name} and --${other} cannot be used together: expected one of --last 24h, ` +
      '--date 2026-11-19, or --since 2026-11-18 --until 2026-11-19',
  );
}

/** The calendar library takes longer to load than node to start: only who asks for a time pays. */
async function moment(typed: Typed, name: keyof Typed, here: Here): Promise<Moment | undefined> {
  const text = typed[name];
  if (text === undefined) return undefined;
  const { parseTime } = await import('../values/parse-time.ts');
  return parseTime(text, here, `--${name}`);
}

function refuseBackwards(typed: Typed, from: number | undefined, to: number | undefined): void {
  if (from === undefined || to === undefined || from < to) return;
  throw new UsageError(
    `--since '${typed.since}' (${isoTime(from)}) is not before --until '${typed.until}' (${isoTime(to)}): ` +
      'expected the earlier time first, such as --since 2026-11-18 --until 2026-11-19',
  );
}

function refuseFuture(typed: Typed, from: number | undefined, { now }: Here): void {
  if (from === undefined || from <= now) return;
  const name = typed.date === undefined ? 'since' : 'date';
  throw new UsageError(
    `--${name}: '${typed[name]}' (${isoTime(from)}) lies in the future, now is ${isoTime(now)}: ` +
      `expected a past time such as --${name} yesterday`,
  );
}
