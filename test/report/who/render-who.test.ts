import { stripVTControlCharacters } from 'node:util';
import fc from 'fast-check';
import { parseHTML } from 'linkedom';
import { describe, expect, it, test } from 'vitest';
import { widthOf } from '../../../src/format/text/fit-text.ts';
import { type WhoFormat, whoFormats } from '../../../src/format/text/output-formats.ts';
import { writeWho } from '../../../src/report/who/render/write-who.ts';
import type { WhoReport, WhoSession } from '../../../src/report/who/who-report.ts';
import { trickyText } from '../../format/text/tricky-text.ts';
import { runs } from '../../support/runs.ts';
import { chainOf, sampleRoot, sampleSession, sampleUse, sampleWho } from './sample-who.ts';

async function render(
  report: WhoReport,
  format: WhoFormat = 'text',
  { width = 100, color = false, zone = 'UTC' } = {},
): Promise<string> {
  let written = '';
  const output = {
    async write(text: string | Uint8Array) {
      written += String(text);
    },
  };
  await writeWho(report, { format, width, color, zone }, output);
  return written;
}

const unseen = /(?!\n)[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;

/** Returns a report with this text in every place that has text from events. */
function withText(text: string): WhoReport {
  const { event, ...origin } = sampleSession().origin;
  const issued = event && { ...event, name: text, id: text, address: text, agent: text };
  const seen = { value: text, events: 1, first: null, last: null };
  const write = { time: null, event: text, what: text, id: text };
  const person = { kind: 'person', name: text, rule: 'identity-provider', certainty: 'likely' };
  const child = sampleSession({
    ...{ name: text, handle: text, account: text, arn: text, keys: [text] },
    person: person as NonNullable<WhoSession['person']>,
    origin: {
      ...origin,
      kind: 'provider',
      how: 'provider',
      by: text,
      subject: text,
      event: issued,
    },
    use: sampleUse({ addresses: [seen, seen], programs: [seen], firstWrites: [write] }),
  });
  const unused = { ...child, use: null };
  return sampleWho([sampleRoot({ name: text, children: [child, unused, unused] })], {
    thing: { kind: 'name', text },
    sameAddress: [
      {
        ...{ address: text, handle: text, name: text, kind: 'role session', person: text },
        ...{ events: 1, first: null, last: null },
      },
    ],
    coverage: { from: null, to: null, issuing: 0, text },
  });
}

describe.each(whoFormats)('the answer to who it was as %s', (format) => {
  it('has a report without sessions, with what was read', async () => {
    expect(await render(sampleWho([]), format)).not.toContain('undefined');
  });

  it('has sessions without any valid time', async () => {
    const use = sampleUse({
      ...{ first: null, last: null },
      addresses: [{ value: '192.0.2.1', events: 9, first: null, last: null }],
      firstWrites: [{ time: null, event: 'CreateUser', what: '', id: '' }],
    });
    const written = await render(sampleWho([sampleRoot({ use })]), format);
    expect(written).toContain('alice');
    expect(written).not.toMatch(/NaN|Invalid|undefined/);
  });

  it('has chains of 2,000 sessions, without indenting them beyond any width', async () => {
    const written = await render(sampleWho([chainOf(2000)]), format, { width: 80 });
    expect(written).toContain(format === 'mermaid' ? 'loop/120' : 'loop/300');
    expect(written.length).toBeLessThan(4_000_000);
  });

  it('names every session that it shows only by harmless text', async () => {
    await fc.assert(
      fc.asyncProperty(trickyText, async (text) => {
        expect(await render(withText(text), format)).not.toMatch(unseen);
      }),
      { numRuns: runs(20) },
    );
  });
});

describe('the answer to who it was as text', () => {
  it.each([60, 80, 140])('fits %i cells, whatever events have', async (width) => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(trickyText, fc.string({ maxLength: 300 })), async (text) => {
        const written = stripVTControlCharacters(
          await render(withText(text), 'text', { width, color: true }),
        );
        for (const line of written.split('\n')) expect(widthOf(line)).toBeLessThanOrEqual(width);
      }),
      { numRuns: runs(20) },
    );
  });

  it('fits 80 cells at any depth, and says how deep a session is', async () => {
    const written = await render(sampleWho([chainOf(2000)]), 'text', { width: 80 });
    for (const line of written.split('\n')) expect(widthOf(line)).toBeLessThanOrEqual(80);
    expect(written).toContain('(level 2,000) loop/2000');
  });

  it('says first who it is, how much was done, and how much of it is a guess', async () => {
    const likely = { ...sampleSession().origin, how: 'sign-in-time', certainty: 'likely' } as const;
    const report = sampleWho([
      sampleRoot({ children: [sampleSession({ origin: likely }), sampleSession()] }),
    ]);
    const lines = (await render(report, 'text', { width: 200 })).split('\n');
    expect(lines.slice(0, 3)).toEqual([
      'Behind AKIAEXAMPLE0000000001: alice (111122223333), IAM user.',
      '3 sessions, 2 of them without events, 2026-11-18 02:20:00 to 2026-11-18 02:30:00: 9 events, 3 denied, 1 failed, 2 writes.',
      '1 of 2 links between them is only likely. Most denied: alice, access key (3); most writes: alice, access key (2). All are in account 111122223333.',
    ]);
  });

  it('says that no session has events', async () => {
    const lines = (await render(sampleWho([sampleRoot({ use: null })]))).split('\n');
    expect(lines[1]).toBe('1 session, no events.');
  });

  it('says why nobody is known', async () => {
    const origin = { ...sampleRoot().origin, kind: 'missing', how: 'before' } as const;
    const report = sampleWho([sampleRoot({ person: null, origin })]);
    expect(await render(report)).toContain(
      'Behind AKIAEXAMPLE0000000001: not known (it began before the first event that was read).',
    );
  });

  it('shows unused sessions of one role as one, apart from those that are known in another way', async () => {
    const likely = { ...sampleSession().origin, how: 'vend-time', certainty: 'likely' } as const;
    const report = sampleWho([
      sampleRoot({
        children: [
          ...['a', 'b', 'c'].map((name) => sampleSession({ name: `deploy/${name}`, handle: name })),
          sampleSession({ name: 'deploy/d', origin: likely }),
          sampleSession({ name: 'deploy/e', use: sampleUse() }),
          sampleSession({ name: 'deploy/f', isSought: true }),
        ],
      }),
    ]);
    const written = await render(report);
    expect(written).toContain('├─ 3 role sessions of deploy, no events');
    expect(written).toContain('keys   a, b, c');
    for (const name of ['deploy/d', 'deploy/e', 'deploy/f']) expect(written).toContain(name);
    expect(written).not.toContain('deploy/a');
  });

  it('counts sessions that are left out', async () => {
    const report = sampleWho([sampleRoot({ others: 12 })], { leftOut: 3 });
    const written = await render(report);
    expect(written).toContain('└─ … 12 other sessions made from it');
    expect(written).toContain('… and 3 more trees');
  });

  it('shows the day of a time only where it is not that of the time before', async () => {
    const use = sampleUse({
      first: '2026-11-18T23:59:00Z',
      last: '2026-11-19T00:30:00Z',
      firstWrites: [
        { time: '2026-11-19T00:01:00Z', event: 'CreateUser', what: '', id: '' },
        { time: '2026-11-20T00:01:00Z', event: 'DeleteUser', what: '', id: '' },
      ],
    });
    const written = await render(sampleWho([sampleRoot({ use })]));
    expect(written).toContain('used   2026-11-18 23:59:00 – 2026-11-19 00:30:00: 9 events');
    expect(written).toMatch(/did {15,}00:01:00 CreateUser\n/);
    expect(written).toContain('2026-11-20 00:01:00 DeleteUser');
  });
});

test('likely links are dashed in every picture, and certain ones are solid', async () => {
  const origin = { ...sampleSession().origin, how: 'sign-in-time', certainty: 'likely' } as const;
  const dashes = {
    svg: /<path class="link" stroke-dasharray/g,
    html: /<path class="link" stroke-dasharray/g,
    dot: /style=dashed/g,
    mermaid: /-\.->/g,
  };
  const certain = sampleWho([sampleRoot({ children: [sampleSession({ use: sampleUse() })] })]);
  const likely = sampleWho([
    sampleRoot({ children: [sampleSession({ origin, use: sampleUse() })] }),
  ]);
  for (const [format, dashed] of Object.entries(dashes) as [WhoFormat, RegExp][]) {
    // The legend of a picture has a dashed line.
    const inLegend = ((await render(certain, format)).match(dashed) ?? []).length;
    expect(inLegend).toBe(format === 'svg' || format === 'html' ? 1 : 0);
    expect((await render(likely, format)).match(dashed)?.length).toBe(inLegend + 1);
  }
});

test('a picture has a bar for a session with events, and only a mark for one without', async () => {
  const bars = /<rect class="series-[12]"[^>]*height="12"/g;
  const unused = await render(
    sampleWho([sampleRoot({ use: null, children: [sampleSession()] })]),
    'svg',
  );
  expect(unused.match(bars)).toBeNull();
  expect(unused).toMatch(/<rect class="tick"[^>]*height="18"/);
  const used = await render(sampleWho([sampleRoot()]), 'svg');
  expect(used.match(bars)).toHaveLength(1);
});

test('a picture of 300 sessions says how many more there are', async () => {
  const children = Array.from({ length: 400 }, (_, at) =>
    sampleSession({ name: `role-${at}/x`, use: sampleUse() }),
  );
  const report = sampleWho([sampleRoot({ children })]);
  expect(await render(report, 'svg')).toContain('Not shown: 101 more sessions');
  expect(await render(report, 'dot')).toContain('role-399/x');
  expect(await render(report, 'mermaid')).toContain('Not shown: 281 more sessions');
});

test('text from events adds no element, attribute or link to a page or a picture', async () => {
  const hostile = `</svg><script>alert(1)</script>"' onload=x <a href="javascript:x">`;
  for (const format of ['html', 'svg'] as const) {
    const shapes = [];
    for (const text of [hostile, 'harmless']) {
      const { document } = parseHTML(await render(withText(text), format));
      const links = [...document.querySelectorAll('[href]')].map((one) => one.getAttribute('href'));
      expect(links.filter((link) => !link?.startsWith('#'))).toEqual([]);
      const elements = [...document.querySelectorAll('*')];
      shapes.push(
        new Set(elements.map((one) => `${one.localName} ${one.getAttributeNames().join(' ')}`)),
      );
    }
    expect(shapes[0]).toEqual(shapes[1]);
  }
});

test('text from events stays inside the quoted strings of a graph', async () => {
  const quoted = { dot: /"(?:[^"\\]|\\.)*"/g, mermaid: /"[^"\n]*"/g } as const;
  for (const format of ['dot', 'mermaid'] as const) {
    const skeleton = async (text: string) =>
      (await render(withText(text), format)).replace(quoted[format], '""');
    const expected = await skeleton('harmless');
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(trickyText, fc.constantFrom('end', '"]; end', '\\', '\\"', '"|', '%%{init}%%')),
        async (text) => {
          expect(await skeleton(text)).toBe(expected);
        },
      ),
      { numRuns: runs(50) },
    );
  }
});

test('a graph of Graphviz shows backslashes, quotation marks and entities as they are', async () => {
  const report = sampleWho([sampleRoot({ name: 'a\\N"b&lt;' })]);
  expect(await render(report, 'dot')).toContain('label="a\\\\N\\"b&amp;lt;\\naccess key');
});

test('a flowchart of Mermaid has markup, lists and icons as numbers', async () => {
  for (const [name, shown] of [
    ['<b>`x`', '#60;b#62;#96;x#96;'],
    ['1. one', '#49;#46; one'],
    ['- two', '#45; two'],
    ['fa:fa-user', 'fa: fa-user'],
    ['#quot;', '#35;quot#59;'],
  ] as const) {
    const written = await render(sampleWho([sampleRoot({ name })]), 'mermaid');
    expect(written).toContain(`s1["${shown}<br>`);
  }
});

test('JSON has the report as it is', async () => {
  const report = sampleWho([sampleRoot({ children: [sampleSession({ use: sampleUse() })] })]);
  expect(JSON.parse(await render(report, 'json'))).toEqual(report);
});

test('times on pages and in pictures are those of the zone', async () => {
  const report = sampleWho([sampleRoot()]);
  for (const format of ['text', 'html', 'svg'] as const) {
    const written = await render(report, format, { zone: 'Europe/Berlin' });
    expect(written).toContain('2026-11-18 03:20:00');
    expect(written).not.toContain('02:20:00');
  }
});
