import { stripVTControlCharacters } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { widthOf } from '../../../src/format/text/fit-text.ts';
import type { DetectionReport } from '../../../src/report/detect/detection-report.ts';
import { type ReportFormat, writeReport } from '../../../src/report/detect/render/write-report.ts';
import { trickyText } from '../../format/text/tricky-text.ts';
import { runs } from '../../support/runs.ts';
import { sampleFinding, sampleReport, sampleRule } from './sample-report.ts';

const unseen = /(?!\n)[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;

async function render(
  report: DetectionReport,
  format: ReportFormat = 'table',
  { width, color = false }: { readonly width?: number; readonly color?: boolean } = {},
): Promise<string> {
  let written = '';
  const output = {
    async write(text: string | Uint8Array) {
      written += String(text);
    },
  };
  await writeReport(report, { format, width, color }, output);
  return written;
}

/** Returns a report with this text in every place that has text from events and rule files. */
function withText(text: string): DetectionReport {
  const finding = sampleFinding({ who: text, what: text, account: text, region: text, file: text });
  const rule = sampleRule({
    ...{ title: text, description: text, tags: [text], falsePositives: [text] },
    ...{ references: [text], query: `trailscan query ${text}` },
  });
  const { first, last } = finding;
  return sampleReport({
    findings: [finding, finding, finding],
    rules: [rule, { ...rule, rule: text }],
    groups: {
      by: 'principal',
      rows: [{ value: text, level: 'low', events: 1, rules: 1, first, last }],
    },
    sources: [text],
    notes: [text],
  });
}

/** Findings of a busy night, as many as are never shown above the rules. */
const many = Array.from({ length: 40 }, (_, at) =>
  sampleFinding({
    who: at % 4 === 0 ? 'bob' : 'alice',
    what: `permissions of a function with a rather long name number ${at} were opened to everyone`,
  }),
);

describe('a table of detections', () => {
  it('says first what was found, who made most of it, and what all findings have in common', async () => {
    const [first, second] = (
      await render(sampleReport({ findings: many }), 'table', { width: 200 })
    ).split('\n');
    expect(first).toBe('Found in 1,234 events: 2 high, by 1 rule.');
    expect(second).toBe(
      'alice made 30 of 40 findings, bob 10. These: 2026-11-18, account 111122223333, us-east-1, times in UTC.',
    );
  });

  it.each([60, 80, 100, 140, 200])(
    'shows at most ten findings, each in at most two lines of %i cells',
    async (width) => {
      const lines = (await render(sampleReport({ findings: many }), 'table', { width })).split(
        '\n',
      );
      const start = lines.findIndex((line) => line.startsWith('level'));
      const end = lines.findIndex((line) => line.includes('more findings'));
      expect(end - start - 1).toBeLessThanOrEqual(20);
      expect(lines.slice(start, end).filter((line) => /^(?:high|low)/.test(line))).toHaveLength(10);
      const texts = lines
        .slice(start + 1, end)
        .join(' ')
        .replaceAll(/\s+/g, ' ');
      expect(texts.includes('rather long name number 0 were opened to everyone')).toBe(width >= 80);
    },
  );

  it('shows times without the day or the year that they have in common', async () => {
    const [one, two] = ['2026-11-18T02:41:33Z', '2026-11-19T02:41:33Z'];
    const table = (first: string) =>
      render(sampleReport({ findings: [sampleFinding(), sampleFinding({ first })] }));
    expect(await table(one)).toMatch(/^high +02:41:33 /m);
    expect(await table(two)).toMatch(/^high +11-18 02:41:33 /m);
    expect(await table('2025-11-18T02:41:33Z')).toMatch(/^high +2026-11-18 02:41:33 /m);
  });

  it('never cuts the name of a rule, and has its title and identities in 120 cells', async () => {
    const rule = 'login-after-failures-without-mfa-and-more';
    const report = sampleReport({ rules: [sampleRule({ rule })] });
    for (const width of [80, 100, 120]) {
      expect(await render(report, 'table', { width })).toMatch(new RegExp(`^high +${rule} `, 'm'));
    }
    const wide = await render(report, 'table', { width: 120 });
    expect(wide).toMatch(/^level +rule +title +events +identities /m);
    expect(wide).toContain('  A trail was stopped  ');
  });

  it('ends with the command for the events, what is below the least level, and the notes', async () => {
    const text = await render(sampleReport({ notes: ['matches too late: 3 of a'] }));
    expect(text).toMatch(
      /\n {2}trailscan query logs --finding trail-stopped\n\n12 matches of 3 rules below low: --min-level informational\nmatches too late: 3 of a\n$/,
    );
  });

  it('says that not all events that were read were asked for', async () => {
    const { totals } = sampleReport();
    const some = { ...totals, areAllAskedFor: false };
    expect(await render(sampleReport({ totals: some }))).toMatch(
      /^Found in the events asked for \(1,234 were read\): 2 high, by 1 rule\.\n/,
    );
  });

  it('says how many rules found nothing', async () => {
    const report = sampleReport({ findings: [], rules: [] });
    const none = { informational: 0, low: 0, medium: 0, high: 0, critical: 0 };
    const text = await render({ ...report, totals: { ...report.totals, matches: none } });
    expect(text).toBe(
      'Nothing of level low or above was found in 1,234 events by 1 rule.\n\n' +
        '12 matches of 3 rules below low: --min-level informational\n',
    );
  });

  it('has the values of --group in place of the rules', async () => {
    const { first, last } = sampleFinding();
    const rows = [
      { value: 'alice/laptop', level: 'high' as const, events: 9, rules: 3, first, last },
    ];
    const text = await render(sampleReport({ groups: { by: 'principal', rows } }));
    expect(text).toMatch(/^level +principal +events +rules +first +last$/m);
    expect(text).toMatch(/^high +alice\/laptop +9 +3 +02:41 +02:45$/m);
    expect(text).not.toContain('--finding');
  });

  it('fits every line except the command lines into the width, whatever is in the events', async () => {
    await fc.assert(
      fc.asyncProperty(trickyText, fc.integer({ min: 60, max: 200 }), async (text, width) => {
        for (const groups of [withText(text).groups, null]) {
          const lines = (await render({ ...withText(text), groups }, 'table', { width })).split(
            '\n',
          );
          const others = lines.filter((line) => !line.startsWith('  trailscan query'));
          for (const line of others) expect(widthOf(line)).toBeLessThanOrEqual(width);
        }
      }),
      { numRuns: runs(40) },
    );
  });

  it('only adds colours when colour is on', async () => {
    const painted = await render(sampleReport(), 'table', { color: true });
    expect(painted).toContain('\x1b[31mhigh');
    expect(stripVTControlCharacters(painted)).toBe(await render(sampleReport()));
  });
});

describe('a report of detections', () => {
  it('has no unseen character in any format', async () => {
    await fc.assert(
      fc.asyncProperty(trickyText, async (text) => {
        for (const format of ['table', 'markdown', 'json', 'html', 'sarif'] as const) {
          const written = await render(withText(text), format);
          const shown = written.replaceAll(/\p{Extended_Pictographic}\uFE0F/gu, '');
          expect(unseen.exec(shown)).toBeNull();
        }
      }),
      { numRuns: runs(30) },
    );
  });

  it('is the same object when its JSON is read', async () => {
    const report = sampleReport();
    expect(JSON.parse(await render(report, 'json'))).toEqual(report);
  });

  it('has rows of equal length in Markdown, and command lines in a block', async () => {
    const text = await render(withText('a | b `c` <b>d</b>\n[x](https://example.com)'), 'markdown');
    for (const block of text.split('\n\n').filter((part) => part.startsWith('| '))) {
      const cells = block
        .trimEnd()
        .split('\n')
        .map((row) => row.match(/(?<!\\)\|/g)?.length);
      expect(new Set(cells).size).toBe(1);
    }
    expect(text).not.toMatch(/^[^`]*(?:<b>|\]\()/m);
    expect(await render(sampleReport(), 'markdown')).toContain(
      '```sh\ntrailscan query logs --finding trail-stopped --identity alice\n```\n',
    );
  });
});

describe('a page of detections', () => {
  it('escapes markup from events and rules, and links only to pages and its own sections', async () => {
    const page = await render(withText('"><script>alert(1)</script><img src=x onerror=y>'), 'html');
    expect(page).not.toMatch(/<(?:script|img|iframe|object)/i);
    expect(page).not.toMatch(/<[^>]* (?:style|src|on\w+)=/);
    const links = [...(await render(sampleReport(), 'html')).matchAll(/href="([^"]*)"/g)];
    expect(new Set(links.map(([, address]) => address))).toEqual(
      new Set(['#rule-trail-stopped', 'https://example.com/a?b=1&amp;c=2']),
    );
  });

  it('has a section for every link of a finding, also for rules with odd names', async () => {
    const rules = [sampleRule(), sampleRule({ rule: 'odd name "x"' })];
    const findings = [sampleFinding(), sampleFinding({ rule: 'odd name "x"' })];
    const page = await render(sampleReport({ rules, findings }), 'html');
    const ids = [...page.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id);
    const targets = [...page.matchAll(/href="#([^"]*)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(targets.length).toBeGreaterThanOrEqual(4);
    expect(targets.filter((id) => !ids.includes(id))).toEqual([]);
  });

  it('has a matrix of tactics and techniques, what else it may be, and the command line', async () => {
    const page = await render(sampleReport(), 'html');
    expect(page).toMatch(/<th scope="col" class="number">Defense evasion<\/th>/);
    expect(page).toMatch(
      /<th scope="row">T1562\.008 <span class="quiet">Impair Defenses: Disable or/,
    );
    expect(page).toContain('<li>An account that is being closed.</li>');
    expect(page).toContain('<code>trailscan query logs --finding trail-stopped</code>');
  });
});

describe('SARIF of detections', () => {
  const sarifOf = async (report: DetectionReport) =>
    JSON.parse(await render(report, 'sarif')).runs[0];

  it('has a result for each finding, with the level, the place and the rule', async () => {
    const { results, tool } = await sarifOf(sampleReport());
    expect(tool.driver.rules).toMatchObject([
      {
        id: 'trail-stopped',
        helpUri: 'https://example.com/a?b=1&c=2',
        defaultConfiguration: { level: 'error' },
        properties: { 'security-severity': '8.0' },
      },
    ]);
    expect(results).toMatchObject([
      {
        ruleId: 'trail-stopped',
        ruleIndex: 0,
        level: 'error',
        message: { text: 'A trail was stopped; logging of trail main stopped; alice' },
        locations: [{ physicalLocation: { artifactLocation: { uri: 'logs/a.json.gz' } } }],
      },
    ]);
  });

  it.each([
    ['critical', 'error'],
    ['high', 'error'],
    ['medium', 'warning'],
    ['low', 'note'],
    ['informational', 'none'],
  ] as const)('calls the level %s %s', async (level, expected) => {
    const { results } = await sarifOf(sampleReport({ findings: [sampleFinding({ level })] }));
    expect(results[0].level).toBe(expected);
  });

  it('has fingerprints that differ for other identities, rules and times, but not for more events', async () => {
    const fingerprintOf = async (members: Parameters<typeof sampleFinding>[0]) => {
      const { results } = await sarifOf(sampleReport({ findings: [sampleFinding(members)] }));
      return results[0].partialFingerprints['trailscan/v1'];
    };
    const own = await fingerprintOf({});
    expect(own).toMatch(/^[\da-f]{32}$/);
    expect(await fingerprintOf({ events: 3, last: '2026-11-18T05:00:00Z' })).toBe(own);
    for (const other of [{ who: 'bob' }, { rule: 'x' }, { first: '2026-11-18T02:41:34Z' }]) {
      expect(await fingerprintOf(other)).not.toBe(own);
    }
  });

  it('is of a failed run when something could not be read, with the place and the reason', async () => {
    expect((await sarifOf(sampleReport())).invocations).toEqual([{ executionSuccessful: true }]);
    const errors = [
      { file: 'logs/a b.gz', reason: 'unexpected end' },
      { file: 'logs/c.json', offset: 12, reason: 'not JSON: {' },
    ];
    const uriAt = (uri: string) => [{ physicalLocation: { artifactLocation: { uri } } }];
    expect((await sarifOf(sampleReport({ errors, moreErrors: 1200 }))).invocations).toEqual([
      {
        executionSuccessful: false,
        toolExecutionNotifications: [
          {
            level: 'error',
            message: { text: 'unexpected end' },
            locations: uriAt('logs/a%20b.gz'),
          },
          {
            level: 'error',
            message: { text: 'byte 12: not JSON: {{' },
            locations: uriAt('logs/c.json'),
          },
          { level: 'error', message: { text: '1,200 more that cannot be read' } },
        ],
      },
    ]);
  });

  it('has no placeholders or links in messages, and file names as URIs', async () => {
    const findings = [
      sampleFinding({ who: '{0} [click](https://example.com)', file: 'a:b/c d#1?.json' }),
    ];
    const { results } = await sarifOf(sampleReport({ findings }));
    expect(results[0].message.text).toContain('{{0}} [click] (https://example.com)');
    expect(results[0].locations[0].physicalLocation.artifactLocation.uri).toBe(
      './a:b/c%20d%231%3F.json',
    );
  });
});
