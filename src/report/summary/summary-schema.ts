import * as z from 'zod';
import { levels } from '../../detect/rule.ts';
import { findingKinds } from '../../query/finding-kinds.ts';
import { type SeenKind, seenKinds } from '../baseline/baseline.ts';

const count = z.int().nonnegative();
/** A time in UTC, as `2026-11-19T08:00:00Z`. */
const instant = z.iso.datetime();
/**
 * The count in the window, and in the two windows with which it is compared; null for a window
 * without events.
 */
const compared = z.object({
  events: count,
  dayBefore: count.nullable(),
  weekBefore: count.nullable(),
});

/** Returns the schema of a list, with the command line that prints its events. */
function section<Row extends z.ZodObject>(row: Row) {
  return z.object({
    /** The command line, for a POSIX shell. */
    query: z.string(),
    /** The number of events that it prints, also for the rows that were left out. */
    events: count,
    rows: z.array(row),
    /** The number of rows that were left out. */
    more: count,
  });
}

const span = { first: instant.nullable(), last: instant.nullable() };

/** Calls of one API by one principal with one result. */
const calls = z.object({
  principal: z.string(),
  service: z.string(),
  event: z.string(),
  error: z.string(),
  events: count,
  ...span,
});

/** A kind of change by one principal, made or attempted. */
const change = z.object({
  principal: z.string(),
  event: z.string(),
  resource: z.string(),
  region: z.string(),
  account: z.string(),
  outcome: z.string(),
  events: count,
  ...span,
});

/** A list of values that were never seen before. */
const newValues = section(z.object({ value: z.string(), events: count, ...span })).extend({
  /** A command line that prints the events of the rows; null without rows. */
  query: z.string().nullable(),
});

/** The kinds of changes, each with its own list. */
export const changeKinds = ['iam', 'network', 'logging', 'keys', 'buckets', 'sharing'] as const;

/**
 * The schema of a summary: what happened in a window of time. `version` increases when a member is
 * removed or changes its meaning; members may be added at any time. Texts that come from events may
 * be hostile.
 */
export const summarySchema = z.object({
  kind: z.literal('trailscan-summary'),
  version: z.literal(1),
  generated: instant,
  /** The URIs and paths that were read. */
  sources: z.array(z.string()),
  zone: z.string(),
  window: z.object({ since: instant, until: instant }),
  /**
   * The windows with which the counts are compared; null when the sources have no events from that
   * time.
   */
  compared: z.object({
    dayBefore: z.object({ since: instant, until: instant }).nullable(),
    weekBefore: z.object({ since: instant, until: instant }).nullable(),
  }),
  /**
   * The findings that need attention, those of the highest level first, in the order of
   * `findingKinds`; `count` is at least 1.
   */
  findings: z.array(
    z.object({
      kind: z.enum(findingKinds),
      /** The level of its rule. */
      level: z.enum(levels),
      count,
      query: z.string().nullable(),
    }),
  ),
  totals: z.object({
    query: z.string(),
    all: compared,
    writes: compared,
    denied: compared,
    failed: compared,
    throttled: compared,
    principals: compared,
    addresses: compared,
    accounts: compared,
    regions: compared,
  }),
  /** The number of events in each hour of the window, by outcome. */
  hours: z.array(
    z.object({
      since: instant,
      ok: count,
      denied: count,
      failed: count,
      /** Whether no event was recorded in this hour. */
      isGap: z.boolean(),
    }),
  ),
  services: section(
    z.object({ service: z.string(), denied: count, failed: count, ...compared.shape }),
  ),
  principals: section(
    z.object({
      principal: z.string(),
      events: count,
      denied: count,
      failed: count,
      addresses: count,
      /** The most frequent calls of the principal, at most five. */
      calls: z.array(z.object({ service: z.string(), event: z.string(), events: count })),
      ...span,
    }),
  ),
  denied: section(calls),
  failed: section(calls),
  throttled: section(calls),
  root: section(
    z.object({
      account: z.string(),
      event: z.string(),
      address: z.string(),
      outcome: z.string(),
      mfa: z.string(),
      events: count,
      ...span,
    }),
  ),
  signIns: section(
    z.object({
      principal: z.string(),
      account: z.string(),
      address: z.string(),
      outcome: z.string(),
      /** `yes`, `no`, or empty if the event does not show it. */
      mfa: z.string(),
      events: count,
      ...span,
      /**
       * Whether the address was never seen before; null without a baseline that has an earlier
       * window.
       */
      isNewAddress: z.boolean().nullable(),
    }),
  ),
  changes: z.object(
    Object.fromEntries(changeKinds.map((kind) => [kind, section(change)])) as Record<
      (typeof changeKinds)[number],
      ReturnType<typeof section<typeof change>>
    >,
  ),
  /** The values that were never seen before; null without a baseline. */
  new: z
    .object({
      /** Whether the baseline has no earlier window, so that nothing can be reported as new. */
      isFirst: z.boolean(),
      /** The number of earlier windows in the baseline. */
      windows: count,
      ...(Object.fromEntries(seenKinds.map((kind) => [kind, newValues])) as Record<
        SeenKind,
        typeof newValues
      >),
    })
    .nullable(),
  quality: z.object({
    files: count,
    skippedFiles: count,
    leftOutFiles: count,
    unreadableFiles: count,
    damagedFiles: count,
    bytes: count,
    records: count,
    duplicates: count,
    skippedRecords: count,
    unreadableRecords: count,
    /** The first errors about files and records that could not be read. */
    errors: z.array(z.object({ path: z.string(), reason: z.string() })),
    /** The number of events of the window that CloudTrail marks as delivered late. */
    late: count,
    /**
     * The number of events of the window in which CloudTrail omitted a field because of its size.
     */
    omitted: count,
    /**
     * The number of events of the window that are missing from some list, because there were too
     * many distinct values.
     */
    untold: count,
    /** The spans of hours in the window in which no event was recorded. */
    gaps: z.array(z.object({ since: instant, until: instant })),
  }),
});

/** A summary of what happened in a window of time. */
export type Summary = z.infer<typeof summarySchema>;
