import { stripVTControlCharacters } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { widthOf } from '../../../../src/format/text/fit-text.ts';
import { findingKinds } from '../../../../src/query/finding-kinds.ts';
import {
  type SummaryWriterOptions,
  writeSummary,
} from '../../../../src/report/summary/render/write-summary.ts';
import { findingText } from '../../../../src/report/summary/sections/summary-findings.ts';
import { sectionsOf } from '../../../../src/report/summary/sections/summary-sections.ts';
import { type Summary, summarySchema } from '../../../../src/report/summary/summary-schema.ts';
import { trickyText } from '../../../format/text/tricky-text.ts';
import { runs } from '../../../support/runs.ts';
import { emptySummary, sampleSummary } from '../sample-summary.ts';

const unseen = /(?!\n)[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;

async function render(
  summary: Summary,
  options: Partial<SummaryWriterOptions> = {},
): Promise<string> {
  let written = '';
  const output = {
    async write(text: string | Uint8Array) {
      written += String(text);
    },
  };
  await writeSummary(
    summary,
    { format: 'text', width: undefined, color: false, ...options },
    output,
  );
  return written;
}

/** Returns the sample with this text in every place that has text from events. */
function withText(text: string): Summary {
  const sample = sampleSummary();
  const hostile = JSON.parse(JSON.stringify(sample), (key, value) =>
    ['principal', 'event', 'resource', 'service', 'address', 'error', 'value', 'path'].includes(key)
      ? text
      : value,
  );
  return summarySchema.parse(hostile);
}

describe('writeSummary', () => {
  it('accepts the sample summaries of these tests', () => {
    expect(summarySchema.safeParse(sampleSummary()).error).toBeUndefined();
    expect(summarySchema.safeParse(emptySummary()).error).toBeUndefined();
  });

  it('begins a text with the window, the sources and the findings that need attention', async () => {
    const lines = (await render(sampleSummary())).split('\n');
    expect(lines[0]).toBe('Summary of 2026-11-19 (UTC)');
    const start = lines.indexOf('Needs attention');
    expect(start).toBeLessThan(6);
    expect(lines[start + 1]).toBe('  root was used: 7 events');
    expect(lines[start + 2]).toBe('  console sign-in without MFA: 1 event');
    expect(lines[start + 3]).toMatch(/^ {2}trailscan query .*--event ConsoleLogin$/);
  });

  it('shows how the totals changed, and nothing where the earlier total is unknown', async () => {
    const text = await render(sampleSummary());
    expect(text).toMatch(/^events +1,234 {2}\+12 % vs the day before, -3 % vs the week before$/m);
    expect(text).toMatch(
      /^writes +200 {2}unchanged vs the day before, up from 0 vs the week before$/m,
    );
    expect(text).toMatch(/^denied +12 {2}-50 % vs the week before$/m);
    expect(text).toMatch(/^failed +1,001 {2}\+<1 % vs the day before$/m);
    expect(text).toMatch(/^throttled +0$/m);
  });

  it('draws the hours, with gaps that differ from hours of few events', async () => {
    expect(await render(sampleSummary())).toContain('\n▁▁▂▂▂··▃▃▄▄▄▅▅▅▆▆▆▆▇▇▇██\n');
  });

  it('ends each list with the number of rows left out and the whole command line for its events', async () => {
    const text = await render(sampleSummary(), { width: 60 });
    expect(text).toMatch(/\(4 more\)\n {2}trailscan query s3:.* --outcome denied\n\n/);
  });

  it('lists the empty sections in a sentence', async () => {
    const text = await render(emptySummary(), { width: 2000 });
    expect(text).toContain('Nothing needs attention.');
    expect(text).toMatch(
      /^Nothing to report: .*nothing was denied; .*root was not used; no sign-ins; /m,
    );
    expect(text).toContain('no events from the day before or the week before to compare with');
  });

  it('says that nothing is new yet when the baseline has no earlier window', async () => {
    const { new: news } = sampleSummary();
    if (!news) throw new Error('the sample has news');
    const summary = sampleSummary({ new: { ...news, isFirst: true } });
    expect(sectionsOf(summary).some(({ id }) => id.startsWith('new-'))).toBe(false);
    expect(await render(summary)).toContain('The baseline has no earlier window');
  });

  it('fits every line except the command lines into the width, whatever is in the events', async () => {
    await fc.assert(
      fc.asyncProperty(trickyText, fc.integer({ min: 60, max: 200 }), async (text, width) => {
        const lines = (await render(withText(text), { width })).split('\n');
        const others = lines.filter((line) => !line.startsWith('  trailscan query'));
        for (const line of others) expect(widthOf(line)).toBeLessThanOrEqual(width);
      }),
      { numRuns: runs(60) },
    );
  });

  it('writes no unseen character in any format', async () => {
    await fc.assert(
      fc.asyncProperty(trickyText, async (text) => {
        for (const format of ['text', 'markdown', 'json'] as const) {
          const written = await render(withText(text), { format });
          expect(
            unseen.exec(written.replaceAll(/\p{Extended_Pictographic}\uFE0F/gu, '')),
          ).toBeNull();
        }
      }),
      { numRuns: runs(40) },
    );
  });

  it('only adds colours when colour is on', async () => {
    const painted = await render(sampleSummary(), { color: true });
    expect(painted).toContain('\x1b[1m');
    expect(stripVTControlCharacters(painted)).toBe(await render(sampleSummary()));
  });

  it('writes Markdown in which no cell ends a row or becomes markup', async () => {
    const text = await render(sampleSummary(), { format: 'markdown' });
    expect(text).not.toMatch(/^[^`]*<script>/m);
    const tables = text.split('\n\n').filter((block) => block.startsWith('| '));
    for (const table of tables) {
      const rows = table
        .trimEnd()
        .split('\n')
        .map((row) => row.match(/(?<!\\)\|/g)?.length);
      expect(new Set(rows).size).toBe(1);
    }
  });

  it('writes the command lines of Markdown in blocks of their own', async () => {
    const text = await render(sampleSummary(), { format: 'markdown' });
    expect(text).toMatch(/\n```sh\ntrailscan query [^\n]* --outcome denied\n```\n/);
    expect(text).toMatch(/\n {2}```sh\n {2}trailscan query [^\n]* --event ConsoleLogin\n {2}```\n/);
  });

  it('writes JSON that parses to the same summary', async () => {
    const json = await render(sampleSummary(), { format: 'json' });
    expect(summarySchema.parse(JSON.parse(json))).toEqual(sampleSummary());
    expect(json).toMatch(/^\{\n {2}"kind": "trailscan-summary",\n/);
  });

  it('rejects a summary that does not match the schema', async () => {
    const summary = sampleSummary({ generated: 'today' });
    await expect(render(summary, { format: 'json' })).rejects.toThrow();
  });
});

describe('findingText', () => {
  it('has a text for every kind, for one and for many', () => {
    const texts = findingKinds.map((kind) =>
      [1, 1234].map((count) => findingText({ kind, count })),
    );
    expect(texts).toMatchInlineSnapshot(`
      [
        [
          "root was used: 1 event",
          "root was used: 1,234 events",
        ],
        [
          "console sign-in without MFA: 1 event",
          "console sign-in without MFA: 1,234 events",
        ],
        [
          "failed sign-in: 1 event",
          "failed sign-in: 1,234 events",
        ],
        [
          "denied: 1 event",
          "denied: 1,234 events",
        ],
        [
          "throttled: 1 event",
          "throttled: 1,234 events",
        ],
        [
          "identities and permissions changed: 1 event",
          "identities and permissions changed: 1,234 events",
        ],
        [
          "network changed: 1 event",
          "network changed: 1,234 events",
        ],
        [
          "logging and detection changed: 1 event",
          "logging and detection changed: 1,234 events",
        ],
        [
          "keys changed: 1 event",
          "keys changed: 1,234 events",
        ],
        [
          "buckets changed: 1 event",
          "buckets changed: 1,234 events",
        ],
        [
          "shared with others: 1 event",
          "shared with others: 1,234 events",
        ],
        [
          "1 new principal",
          "1,234 new principals",
        ],
        [
          "1 new API",
          "1,234 new APIs",
        ],
        [
          "1 new region",
          "1,234 new regions",
        ],
        [
          "1 new address",
          "1,234 new addresses",
        ],
        [
          "1 new agent",
          "1,234 new agents",
        ],
        [
          "credentials of an instance used elsewhere: 1 session",
          "credentials of an instance used elsewhere: 1,234 sessions",
        ],
        [
          "access key used after it was deleted or deactivated: 1 session",
          "access key used after it was deleted or deactivated: 1,234 sessions",
        ],
        [
          "credentials of a workload used from a second address: 1 session",
          "credentials of a workload used from a second address: 1,234 sessions",
        ],
        [
          "credentials through more than three other sessions: 1 session",
          "credentials through more than three other sessions: 1,234 sessions",
        ],
        [
          "used for longer than a session can last: 1 session",
          "used for longer than a session can last: 1,234 sessions",
        ],
        [
          "access key turned into a console session: 1 session",
          "access key turned into a console session: 1,234 sessions",
        ],
        [
          "credentials issued at a new address: 1 session",
          "credentials issued at a new address: 1,234 sessions",
        ],
        [
          "1 gap in which nothing was recorded",
          "1,234 gaps in which nothing was recorded",
        ],
        [
          "1 file unreadable or damaged",
          "1,234 files unreadable or damaged",
        ],
      ]
    `);
  });
});

describe('sectionsOf', () => {
  it('returns a cell for every column, and unique IDs', () => {
    const sections = sectionsOf(sampleSummary());
    expect(new Set(sections.map(({ id }) => id)).size).toBe(sections.length);
    expect(sections.map(({ id }) => id)).toMatchInlineSnapshot(`
      [
        "services",
        "principals",
        "denied",
        "failed",
        "throttled",
        "root",
        "sign-ins",
        "changes-iam",
        "changes-network",
        "changes-logging",
        "changes-keys",
        "changes-buckets",
        "changes-sharing",
        "new-principals",
        "new-apis",
        "new-regions",
        "new-addresses",
        "new-agents",
      ]
    `);
    for (const { columns, rows } of sections) {
      for (const row of rows) expect(row).toHaveLength(columns.length);
    }
  });
});
