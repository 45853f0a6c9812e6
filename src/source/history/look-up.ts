import { pause } from '../../streams/pause.ts';
import { codeOf, isThrottled, isTimeout, statusOf, unreachable } from '../aws/aws-error.ts';
import type { CloudTrail } from '../aws/connect-cloudtrail.ts';
import type { LookupEventsCommandInput } from '../aws/sdk-cloudtrail.ts';
import { ReadError } from '../read-error.ts';
import type { Pacer } from './pacer.ts';
import type { Lookup } from './plan-lookups.ts';

/** From when to when, in epoch milliseconds: whole seconds. */
export interface LookupWindow {
  readonly from: number;
  readonly to: number;
}

/** Some events of a region. */
export interface EventPage {
  /** The original records, one after the other. */
  readonly text: string;
  readonly events: number;
  /** No event that follows in this region is newer, in epoch milliseconds. */
  readonly newestToCome: number;
}

/** How often a request is made that is throttled, and one that is lost. */
const mostTries = 8;
const mostTriesOfLost = 4;

/**
 * The events that the lookups find in a region, newest first for each of them. All of them ask for the
 * same window, which their tokens are bound to. Throws what the SDK throws, ReadError when pages lead
 * nowhere, and the signal's reason when it is aborted.
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
    newestToCome: Number.POSITIVE_INFINITY,
  }));
  while (open.length > 0) {
    // The one that may have the newest event.
    const next = open.reduce((a, b) => (b.newestToCome > a.newestToCome ? b : a));
    const { Events = [], NextToken } = await send(cloudTrail, next.input, { pacer, signal });
    if (!NextToken) {
      open = open.filter((other) => other !== next);
    } else if (NextToken === next.input.NextToken) {
      // The AWS CLI gives up there, too: it would go on for ever.
      throw new ReadError(
        'CloudTrail gives the same page again and again: older events are missing, try again',
      );
    } else {
      next.input = { ...next.input, NextToken };
      next.newestToCome = Events.at(-1)?.EventTime?.getTime() ?? next.newestToCome;
    }
    yield {
      text: Events.map((event) => `${event.CloudTrailEvent ?? JSON.stringify(event)}\n`).join(''),
      events: Events.length,
      newestToCome: open.reduce(
        (newest, other) => Math.max(newest, other.newestToCome),
        Number.NEGATIVE_INFINITY,
      ),
    };
  }
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
      const most = throttled ? mostTries : mostTriesOfLost;
      if (tries >= most || !isWorthAnother(error)) throw error;
      const milliseconds = 250 * 2 ** tries * (0.5 + Math.random());
      // Others use the quota, too.
      if (throttled) pacer.pause(milliseconds);
      else await pause(milliseconds, signal);
    }
  }
}

function isWorthAnother(error: Error): boolean {
  const status = statusOf(error);
  if (isThrottled(error) || isTimeout(error)) return true;
  if (status !== undefined && status >= 400) return status >= 500;
  const code = codeOf(error);
  return code !== undefined && !unreachable.has(code);
}
