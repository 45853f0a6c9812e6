import { UsageError } from '../../errors.ts';
import { isoTime } from '../../iso-time.ts';
import type { TimeRange } from '../../time-range.ts';
import type { Args } from '../args.ts';
import { lastValueOf } from '../args.ts';
import type { FlagName } from '../flags.ts';
import { parseDuration } from '../values/parse-duration.ts';
import type { Moment, TimeContext } from '../values/parse-time.ts';

/** The values of the time flags, as typed. */
type Typed = Partial<Record<'last' | 'since' | 'until' | 'date', string>>;

/**
 * Returns the time range of `--last`, `--since`, `--until` and `--date`, open at both ends when
 * none is given. A day or month after `--until` is included; an instant is excluded.
 *
 * Throws UsageError for flags that contradict each other and for a range that begins in the future.
 */
export async function resolveTime(args: Args, context: TimeContext): Promise<TimeRange> {
  const typed = typedTimes(args);
  refuseTogether(typed, 'date', ['last', 'since', 'until']);
  refuseTogether(typed, 'last', ['since']);
  const since = await moment(typed, 'since', context);
  const until = await moment(typed, 'until', context);
  const date = await moment(typed, 'date', context);
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
      : (to ?? context.now) - parseDuration(typed.last, '--last');
  refuseBackwards(typed, from, to);
  refuseFuture(typed, from, context);
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

/**
 * Parses a time. Loads the calendar library, which takes longer than Node takes to start, only when
 * needed.
 */
async function moment(
  typed: Typed,
  name: keyof Typed,
  context: TimeContext,
): Promise<Moment | undefined> {
  const text = typed[name];
  if (text === undefined) return undefined;
  const { parseTime } = await import('../values/parse-time.ts');
  return parseTime(text, context, `--${name}`);
}

function refuseBackwards(typed: Typed, from: number | undefined, to: number | undefined): void {
  if (from === undefined || to === undefined || from < to) return;
  throw new UsageError(
    `--since '${typed.since}' (${isoTime(from)}) is not before --until '${typed.until}' (${isoTime(to)}): ` +
      'expected the earlier time first, such as --since 2026-11-18 --until 2026-11-19',
  );
}

function refuseFuture(typed: Typed, from: number | undefined, { now }: TimeContext): void {
  if (from === undefined || from <= now) return;
  const name = typed.date === undefined ? 'since' : 'date';
  throw new UsageError(
    `--${name}: '${typed[name]}' (${isoTime(from)}) is in the future, now is ${isoTime(now)}: ` +
      `expected a past time such as --${name} yesterday`,
  );
}
