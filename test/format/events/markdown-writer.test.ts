import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createColumn } from '../../../src/format/text/column.ts';
import { runs } from '../../support/runs.ts';
import { trickyText } from '../text/tricky-text.ts';
import { recordOf, render } from './record-of.ts';

const columns = ['time', 'event', 'userIdentity.arn'].map(createColumn);

describe('the Markdown writer', () => {
  it('writes a GitHub table', async () => {
    expect(await render('markdown', [[recordOf()], [recordOf()]], { columns })).toBe(
      [
        '| time (UTC) | event | userIdentity.arn |',
        '| --- | --- | --- |',
        '| 2026-11-19 08:00:00 | TerminateInstances | `arn:aws:iam::111122223333:user/alice` |',
        '| 2026-11-19 08:00:00 | TerminateInstances | `arn:aws:iam::111122223333:user/alice` |',
        '',
      ].join('\n'),
    );
  });

  it('writes the header even without events', async () => {
    expect(await render('markdown', [], { columns: columns.slice(1, 2) })).toBe(
      '| event |\n| --- |\n',
    );
  });

  it('keeps the shape of its table, whatever is in the events', async () => {
    const shown = ['user-agent', 'source-ip'].map(createColumn);
    await fc.assert(
      fc.asyncProperty(trickyText, trickyText, async (userAgent, sourceIPAddress) => {
        const records = [recordOf({ userAgent, sourceIPAddress })];
        const text = await render('markdown', [records], { columns: shown });
        const lines = text.split('\n');
        expect(lines).toHaveLength(4);
        // Only the pipes between cells are not escaped by a backslash.
        expect(lines[2]?.match(/(?<!\\)\|/g)).toHaveLength(3);
        expect(text).not.toMatch(/(?!\n)[\p{Cc}\p{Cs}\p{Bidi_Control}]/u);
      }),
      { numRuns: runs() },
    );
  });
});
