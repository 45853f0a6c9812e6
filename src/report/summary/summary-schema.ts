import * as z from 'zod';
import { findingKinds } from '../../query/finding-kinds.ts';
import { type SeenKind, seenKinds } from '../baseline/baseline.ts';

const count = z.int().nonnegative();
/** UTC, as `2026-11-19T08:00:00Z`. */
const instant = z.iso.datetime();
/** How many there were in the window, and in the windows that it is compared with, if these have events. */
const compared = z.object({
  events: count,
  dayBefore: count.nullable(),
  weekBefore: count.nullable(),
});

/** A list, and the command line that prints the events that it is about. */
function section<Row extends z.ZodObject>(row: Row) {
  return z.object({
    /** A command line of a POSIX shell. */
    query: z.string(),
    /** How many events it prints. */
    events: count,
    rows: z.array(row),
    /** How many rows were left out. */
    more: count,
  });
}

const span = { first: instant.nullable(), last: instant.nullable() };

/** Calls of one sort by one principal. */
const calls = z.object({
  principal: z.string(),
  service: z.string(),
  event: z.string(),
  error: z.string(),
  events: count,
  ...span,
});

/** Something that was changed, or was to be. */
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

/** Something that was never seen before. */
const news = section(z.object({ value: z.string(), events: count, ...span })).extend({
  /** Prints the events of the rows; null when there are none. */
  query: z.string().nullable(),
});

/** What lists of changes there are. */
export const changeAreas = ['iam', 'network', 'logging', 'keys', 'buckets', 'sharing'] as const;

/**
 * What happened in a window of time. `version` goes up when a member changes its meaning or goes away;
 * new ones may come at any time. All texts of events are hostile.
 */
export const summarySchema = z.object({
  kind: z.literal('trailscan-summary'),
  version: z.literal(1),
  generated: instant,
  /** What was read, by its URIs and paths. */
  sources: z.array(z.string()),
  zone: z.string(),
  window: z.object({ since: instant, until: instant }),
  /** Null where the sources have no events of that time. */
  compared: z.object({
    dayBefore: z.object({ since: instant, until: instant }).nullable(),
    weekBefore: z.object({ since: instant, until: instant }).nullable(),
  }),
  /** What needs attention, in the order of `findingKinds`; of each there is at least one. */
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
  /** Events of each hour of the window. */
  hours: z.array(
    z.object({
      since: instant,
      ok: count,
      denied: count,
      failed: count,
      /** Nothing was recorded in this hour. */
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
      /** What it did most: at most five. */
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
      /** yes, no, or empty where the event does not tell. */
      mfa: z.string(),
      events: count,
      ...span,
      /** Null without a baseline. */
      isNewAddress: z.boolean().nullable(),
    }),
  ),
  changes: z.object(
    Object.fromEntries(changeAreas.map((area) => [area, section(change)])) as Record<
      (typeof changeAreas)[number],
      ReturnType<typeof section<typeof change>>
    >,
  ),
  /** Null without a baseline. */
  new: z
    .object({
      /** The baseline knows of nothing before the window: nothing can be told to be new. */
      isFirst: z.boolean(),
      /** How many windows the baseline was made of before. */
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
    /** The first things that cannot be read. */
    errors: z.array(z.object({ path: z.string(), reason: z.string() })),
    /** Events of the window of which CloudTrail says that they were delivered late. */
    late: count,
    /** Events of the window of which CloudTrail left out a field for its size. */
    omitted: count,
    /** Events of the window whose values were too many to be told apart, so that some lists lack them. */
    untold: count,
    /** Spans of whole hours within the window in which nothing was recorded. */
    gaps: z.array(z.object({ since: instant, until: instant })),
  }),
});

/** What happened in a window of time. */
export type Summary = z.infer<typeof summarySchema>;
