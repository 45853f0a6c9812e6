import { pause } from '../../streams/pause.ts';
import { codeOf, isThrottled, isTimeout, statusOf, unreachable } from '../aws/aws-error.ts';
import type { CloudTrail } from '../aws/connect-cloudtrail.ts';
import type { LookupEventsCommandInput } from '../aws/sdk-cloudtrail.ts';
import { ReadError } from '../read-error.ts';
import type { Pacer } from './pacer.ts';
import type { Lookup } from './plan-lookups.ts';

/** The time span of a lookup, in epoch milliseconds that are whole seconds. */
export interface LookupWindow {
  readonly from: number;
  readonly to: number;
}

/** One page of events of a region. */
export interface EventPage {
  /** The original records, one per line. */
  readonly text: string;
  readonly events: number;
  /** An upper bound, in epoch milliseconds, on the times of the remaining events of this region. */
  readonly newestRemaining: number;
}

/**
 * The maximum number of times that a request is sent when it is throttled, and when it fails
 * otherwise.
 */
const maxTriesWhenThrottled = 8;
const maxTries = 4;

/**
 * The maximum number of empty pages that follow each other, each with a token for the next. Some
 * may be empty before one with events, but a server that goes on like this would never let the run
 * end. At two requests per second, AWS's quota, it is noticed after 50 seconds.
 */
const maxEmptyPages = 100;

/**
 * Yields the events that the lookups find in a region, newest first within each lookup. All lookups
 * use the same window, because page tokens are valid only for it. Throws the errors of the SDK,
 * ReadError when the pages repeat or stay empty, and the signal's reason when it is aborted.
 */
export async function* lookUp(
  cloudTrail: CloudTrail,
  lookups: readonly Lookup[],
  {
    window,
    pacer,
    signal,
  }: { readonly window: LookupWindow; readonly pacer: Pacer; readonly signal: AbortSignal },
): AsyncGenerator<EventPage> {
  let open = lookups.map((lookup) => ({
    input: inputOf(lookup, window),
    newestRemaining: Number.POSITIVE_INFINITY,
    emptyPages: 0,
    isRepeated: createTokenTest(),
  }));
  while (open.length > 0) {
    // Continue the lookup that may have the newest event.
    const next = open.reduce((a, b) => (b.newestRemaining > a.newestRemaining ? b : a));
    const { Events = [], NextToken } = await send(cloudTrail, next.input, { pacer, signal });
    if (!NextToken) {
      open = open.filter((other) => other !== next);
    } else if (next.isRepeated(NextToken)) {
      // The AWS CLI stops at a repeated token, too: otherwise the loop would never end.
      throw new ReadError(
        'CloudTrail keeps returning the same pages: older events are missing, try again',
      );
    } else if (Events.length === 0 && ++next.emptyPages === maxEmptyPages) {
      throw new ReadError(
        'CloudTrail keeps returning empty pages: older events are missing, try again',
      );
    } else {
      if (Events.length > 0) next.emptyPages = 0;
      next.input = { ...next.input, NextToken };
      next.newestRemaining = Events.at(-1)?.EventTime?.getTime() ?? next.newestRemaining;
    }
    yield {
      text: Events.map((event) => `${event.CloudTrailEvent ?? JSON.stringify(event)}\n`).join(''),
      events: Events.length,
      newestRemaining: open.reduce(
        (newest, other) => Math.max(newest, other.newestRemaining),
        Number.NEGATIVE_INFINITY,
      ),
    };
  }
}

/**
 * Creates a function that gets each token in turn, and returns whether they go in circles: at once
 * when a token follows itself, else at the latest after three times as many tokens as there are
 * before and in the circle. Remembers only two tokens (R. P. Brent, "An improved Monte Carlo
 * factorization algorithm", on finding cycles).
 */
function createTokenTest(): (token: string) => boolean {
  let [last, marked]: (string | undefined)[] = [];
  let [count, next] = [0, 1];
  return (token) => {
    const isRepeated = token === last || token === marked;
    last = token;
    if (++count === next) {
      marked = token;
      next *= 2;
    }
    return isRepeated;
  };
}

function inputOf(
  { attribute, insight }: Lookup,
  { from, to }: LookupWindow,
): LookupEventsCommandInput {
  return {
    StartTime: new Date(from),
    EndTime: new Date(to),
    MaxResults: 50,
    ...(attribute && {
      LookupAttributes: [{ AttributeKey: attribute.key, AttributeValue: attribute.value }],
    }),
    ...(insight && { EventCategory: 'insight' }),
  };
}

async function send(
  { client, sdk }: CloudTrail,
  input: LookupEventsCommandInput,
  { pacer, signal }: { readonly pacer: Pacer; readonly signal: AbortSignal },
) {
  for (let tries = 1; ; tries++) {
    await pacer.turn();
    try {
      return await client.send(new sdk.LookupEventsCommand(input), { abortSignal: signal });
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof Error)) throw error;
      const throttled = isThrottled(error);
      const limit = throttled ? maxTriesWhenThrottled : maxTries;
      if (tries >= limit || !isWorthRetrying(error)) throw error;
      const milliseconds = 250 * 2 ** tries * (0.5 + Math.random());
      // Other clients use the quota, too.
      if (throttled) pacer.pause(milliseconds);
      else await pause(milliseconds, signal);
    }
  }
}

function isWorthRetrying(error: Error): boolean {
  const status = statusOf(error);
  if (isThrottled(error) || isTimeout(error)) return true;
  if (status !== undefined && status >= 400) return status >= 500;
  const code = codeOf(error);
  return code !== undefined && !unreachable.has(code);
}
