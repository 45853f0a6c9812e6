import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createColumn } from '../../../src/format/text/column.ts';
import { runs } from '../../support/runs.ts';
import { trickyText } from '../text/tricky-text.ts';
import { recordOf, render } from './record-of.ts';

describe('the CSV writer', () => {
  it('writes a header row and one line per event', async () => {
    expect(await render('csv', [[recordOf()], [recordOf({ eventName: 'RunInstances' })]])).toBe(
      [
        'time (UTC),event,principal,source-ip,region,account,outcome,resource',
        '2026-11-19 08:00:00,TerminateInstances,alice,203.0.113.7,eu-central-1,111122223333,ok,i-0123456789abcdef0',
        '2026-11-19 08:00:00,RunInstances,alice,203.0.113.7,eu-central-1,111122223333,ok,i-0123456789abcdef0',
        '',
      ].join('\n'),
    );
  });

  it('writes the header even without events', async () => {
    const columns = ['event', 'userIdentity.arn'].map(createColumn);
    expect(await render('csv', [], { columns })).toBe('event,userIdentity.arn\n');
  });

  it('quotes commas and quotes, puts an apostrophe before formulas, and does not change numbers', async () => {
    const columns = ['requestParameters.a', 'requestParameters.b', 'requestParameters.c'];
    const record = recordOf({ requestParameters: { a: '=HYPERLINK("x")', b: 'a,b', c: -5 } });
    expect(await render('csv', [[record]], { columns: columns.map(createColumn) })).toBe(
      `${columns.join(',')}\n"'=HYPERLINK(""x"")","a,b",-5\n`,
    );
  });

  it('writes a row whose only cell is empty', async () => {
    const columns = [createColumn('error')];
    expect(await render('csv', [[recordOf()]], { columns })).toBe('error\n""\n');
  });

  it('writes one line per event and no control characters, whatever is in the events', async () => {
    const columns = ['user-agent', 'source-ip'].map(createColumn);
    await fc.assert(
      fc.asyncProperty(trickyText, trickyText, async (userAgent, sourceIPAddress) => {
        const records = [recordOf({ userAgent, sourceIPAddress })];
        const text = await render('csv', [records], { columns });
        expect(text).not.toMatch(/(?!\n)[\p{Cc}\p{Cs}\p{Bidi_Control}]/u);
        expect(text.split('\n')).toHaveLength(3);
        const rows: string[][] = parse(text, { bom: false });
        expect(rows).toHaveLength(2);
        for (const cell of rows[1] ?? []) expect(cell).not.toMatch(/^[=@\t\r＝]|^[+-](?!\d)/);
      }),
      { numRuns: runs() },
    );
  });
});
