import { parse } from 'csv-parse/sync';
import { describe, expect, test } from 'vitest';
import type { OutputFormat } from '../../../src/format/text/output-formats.ts';
import { writeSessions } from '../../../src/report/sessions/render/write-sessions.ts';
import {
  type SessionColumnName,
  sessionColumnNames,
} from '../../../src/report/sessions/session-columns.ts';
import type { RankedSessions, SessionRow } from '../../../src/report/sessions/session-row.ts';

const start = Date.parse('2026-11-18T02:18:08Z') / 1000;
const row: SessionRow = {
  id: 'key ASIAPMDPNJHNZEXAMPLE',
  handle: 'ASIAPMDPNJHNZEXAMPLE',
  name: 'build-agent/ci',
  kind: 'role session',
  account: '111122223333',
  person: { kind: 'user', name: 'deploy-bot', rule: 'iam-user', certainty: 'likely' },
  began: {
    kind: 'session',
    certainty: 'likely',
    text: 'AssumeRole by deploy-bot (likely)',
    event: 'e-1',
  },
  ...{ events: 12, writes: 3, denied: 2, failed: 1, start, end: start + 60 },
  ...{ addresses: 2, address: '192.0.2.66', programs: 1, program: 'aws-cli' },
};
const unknown: SessionRow = {
  ...row,
  ...{ id: 'start x', handle: '', person: null, start: 0, end: 0, address: '', addresses: 0 },
  began: { kind: 'missing', certainty: 'certain', text: 'not read', event: '' },
};
const others = { sessions: 4, events: 9, writes: 8, denied: 7, failed: 6, start, end: start };

describe('sessions', () => {
  test('as NDJSON: times in ISO 8601, and null for what is not known', async () => {
    const lines = (await render({ rows: [row, unknown], others }, 'ndjson')).split('\n');
    expect(lines.slice(0, 3).map((line) => JSON.parse(line))).toEqual([
      {
        person: row.person,
        name: 'build-agent/ci',
        kind: 'role session',
        account: '111122223333',
        start: '2026-11-18T02:18:08Z',
        end: '2026-11-18T02:19:08Z',
        ...{ events: 12, writes: 3, denied: 2, failed: 1 },
        ...{ addresses: 2, address: '192.0.2.66', programs: 1, program: 'aws-cli' },
        began: row.began,
        key: 'ASIAPMDPNJHNZEXAMPLE',
      },
      expect.objectContaining({
        person: null,
        start: null,
        end: null,
        address: null,
        key: null,
        began: { kind: 'missing', certainty: 'certain', text: 'not read', event: null },
      }),
      {
        others: 4,
        start: '2026-11-18T02:18:08Z',
        end: '2026-11-18T02:18:08Z',
        ...{ events: 9, writes: 8, denied: 7, failed: 6 },
      },
    ]);
  });

  test('as JSON: the same objects in an array', async () => {
    const sessions = { rows: [row, unknown], others };
    const lines = (await render(sessions, 'ndjson')).trimEnd().split('\n');
    expect(JSON.parse(await render(sessions, 'json'))).toEqual(
      lines.map((line) => JSON.parse(line)),
    );
    expect(JSON.parse(await render({ rows: [] }, 'json'))).toEqual([]);
  });

  test('as CSV: times in the zone, a likely person, and a row for the others', async () => {
    const options = { zone: 'Asia/Tokyo', columns: ['person', 'start', 'addresses', 'denied'] };
    const cells = parse(await render({ rows: [row, unknown], others }, 'csv', options as Options));
    expect(cells).toEqual([
      ['person', 'start (Asia/Tokyo)', 'addresses', 'denied'],
      ['deploy-bot (likely)', '2026-11-18 11:18:08', '2', '2'],
      ['', '', '0', '2'],
      ['(others: 4 sessions)', '2026-11-18 11:18:08', '', '7'],
    ]);
  });

  test('as Markdown: counts on the right, - for what is not known', async () => {
    const columns = ['person', 'events'] as const;
    expect(await render({ rows: [unknown] }, 'markdown', { columns })).toBe(
      '| person | events |\n| --- | ---: |\n| - | 12 |\n',
    );
  });

  test.each([60, 80, 100, 140])(
    'in a table of %i cells, every line fits, and the name and the time are shown',
    async (width) => {
      const rows = [row, { ...unknown, name: 'x'.repeat(300) }];
      const lines = (await render({ rows, others }, 'table', { width })).trimEnd().split('\n');
      for (const line of lines) expect(line.length).toBeLessThanOrEqual(width);
      expect(lines[0]).toMatch(/^start .* name /);
    },
  );

  test('in a narrow table, columns with one value for all rows are left out first', async () => {
    const widths = { width: 100 };
    const same = await render({ rows: [row, { ...row, id: 'b', account: '1' }] }, 'table', widths);
    const differ = [row, { ...row, id: 'b', events: 1 }];
    const [heading] = (await render({ rows: differ }, 'table', widths)).split('\n');
    expect(same.split('\n')[0]).toMatch(/account/);
    expect(heading).toMatch(/events/);
    expect(heading).not.toMatch(/account/);
  });

  test('texts of events cannot control a terminal or begin a formula', async () => {
    const hostile = { ...row, name: '\u001b[31mred', program: '=1+1', handle: 'a\nb' };
    const rows = [hostile];
    expect(await render({ rows }, 'table')).not.toContain('\u001b');
    expect((await render({ rows }, 'table')).trimEnd().split('\n')).toHaveLength(2);
    const [, cells] = parse(await render({ rows }, 'csv', { columns: ['program', 'name'] }));
    expect(cells?.[0]).toBe("'=1+1");
    expect(cells?.[1]).not.toContain('\u001b');
    expect(await render({ rows }, 'json')).not.toContain('\u001b');
  });
});

interface Options {
  readonly columns?: readonly SessionColumnName[];
  readonly width?: number;
  readonly zone?: string;
}

async function render(
  sessions: RankedSessions,
  format: OutputFormat,
  { columns = sessionColumnNames, width, zone = 'UTC' }: Options = {},
): Promise<string> {
  let text = '';
  const output = {
    async write(chunk: string | Uint8Array) {
      text += chunk;
    },
  };
  const options = { format, columns, width, zone, color: false, notes: [] };
  await writeSessions(sessions, options, output as Parameters<typeof writeSessions>[2]);
  return text;
}
