import * as z from 'zod';
import { findingKinds } from '../../query/finding-kinds.ts';
import { type SeenKind, seenKinds } from '../baseline/baseline.ts';

const count = z.int().nonnegative();
/** UTC, as `2026-11-19T08:00:00Z`. */
const instant = z.iso.datetime();
/** The counts in the window, and in the windows with which it is compared; null for one without events. */
const compared = z.object({
  events: count,
  dayBefore: count.nullable(),
  weekBefore: count.nullable(),
});

/** A list, with the command line that prints its events. */
function section<Row extends z.ZodObject>(row: Row) {
  return z.object({
    /** A command line of a POSIX shell. */
    query: z.string(),
    /** The number of events that it prints. */
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

/** A change, made or attempted. */
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
const news = section(z.object({ value: z.string(), events: count, ...span })).extend({
  /** A command line that prints the events of the rows; null without rows. */
  query: z.string().nullable(),
});

/** The kinds of changes, each with its own list. */
export const changeKinds = ['iam', 'network', 'logging', 'keys', 'buckets', 'sharing'] as const;

/**
 * The schema of a summary: what happened in a window of time. `version` increases when a member is removed or changes
 * its meaning; members may be added at any time. All texts from events are hostile.
 */
export const summarySchema = z.object({
  kind: z.literal('trailscan-summary'),
  version: z.literal(1),
  generated: instant,
  /** The URIs and paths that were read. */
  sources: z.array(z.string()),
  zone: z.string(),
  window: z.object({ since: instant, until: instant }),
  /** Null when the sources have no events from that time. */
  compared: z.object({
    dayBefore: z.object({ since: instant, until: instant }).nullable(),
    weekBefore: z.object({ since: instant, until: instant }).nullable(),
  }),
  /** The findings that need attention, in the order of `findingKinds`; `count` is at least 1. */
  findings: z.array(
    z.object({ kind: z.enum(findingKinds), count: count, query: z.string().nullable() }),
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
      /** Whether nothing was recorded in this hour. */
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
      /** Its most frequent calls: at most five. */
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
      /** `yes`, `no`, or empty if the event does not say. */
      mfa: z.string(),
      events: count,
      ...span,
      /** Null without a baseline. */
      isNewAddress: z.boolean().nullable(),
    }),
  ),
  changes: z.object(
    Object.fromEntries(changeKinds.map((kind) => [kind, section(change)])) as Record<
      (typeof changeKinds)[number],
      ReturnType<typeof section<typeof change>>
    >,
  ),
  /** Null without a baseline. */
  new: z
    .object({
      /** Whether the baseline has no earlier window, so that nothing can be reported as new. */
      isFirst: z.boolean(),
      /** The number of earlier windows in the baseline. */
      windows: count,
      ...(Object.fromEntries(seenKinds.map((kind) => [kind, news])) as Record<
        SeenKind,
        typeof news
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
    /** The first files and records that cannot be read. */
    errors: z.array(z.object({ path: z.string(), reason: z.string() })),
    /** Events of the window that CloudTrail marks as delivered late. */
    late: count,
    /** Events of the window in which CloudTrail omitted a field because of its size. */
    omitted: count,
    /** Events of the window that some lists lack, because there were too many distinct values. */
    untold: count,
    /** Spans of whole hours in the window in which nothing was recorded. */
    gaps: z.array(z.object({ since: instant, until: instant })),
  }),
});

/** A summary of what happened in a window of time. */
export type Summary = z.infer<typeof summarySchema>;
