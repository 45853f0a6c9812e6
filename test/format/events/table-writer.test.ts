import fc from 'fast-check';
import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { createColumn } from '../../../src/format/text/column.ts';
import { blockOf } from '../../support/block-of.ts';
import { runs } from '../../support/runs.ts';
import { trickyText } from '../text/tricky-text.ts';
import { recordOf, render } from './record-of.ts';

const columns = (...names: string[]) => names.map(createColumn);

const denied = recordOf({
  eventTime: '2026-11-19T08:00:05Z',
  eventName: 'RunInstances',
  errorCode: 'Client.UnauthorizedOperation',
  requestParameters: {},
});
const failed = recordOf({ eventName: 'CreateImage', errorCode: 'Client.InvalidInstanceID' });

describe('createTableWriter', () => {
  it('aligns columns by two spaces and leaves no blanks at the ends of lines', async () => {
    expect(await render('table', [[recordOf(), denied]], { width: 200 })).toBe(
      [
        'time (UTC)           event               principal  source-ip    region        account       outcome  resource',
        '2026-11-19 08:00:00  TerminateInstances  alice      203.0.113.7  eu-central-1  111122223333  ok       i-0123456789abcdef0',
        '2026-11-19 08:00:05  RunInstances        alice      203.0.113.7  eu-central-1  111122223333  denied',
        '',
      ].join('\n'),
    );
  });

  it('cuts the middle out of long values so that lines fit the width', async () => {
    const arn = 'arn:aws:iam::111122223333:role/service-role/deploy';
    const record = recordOf({ resources: [{ ARN: arn }], eventName: 'AssumeRoleWithWebIdentity' });
    expect(
      await render('table', [[record]], { columns: columns('event', 'resource'), width: 40 }),
    ).toBe(
      ['event                resource', 'AssumeRol…bIdentity  arn:a…e/deploy (+1)', ''].join('\n'),
    );
  });

  it('leaves out the least important columns on a narrow terminal, and lists them', async () => {
    expect(await render('table', [[recordOf()]], { width: 60 })).toBe(
      [
        'time (UTC)           event               principal  outcome',
        '2026-11-19 08:00:00  TerminateInstances  alice      ok',
        'no room for: source-ip, region, account, resource',
        '',
      ].join('\n'),
    );
    expect(await render('table', [[recordOf()]], { width: 40 })).toBe(
      [
        'time (UTC)           event',
        '2026-11-19 08:00:00  TerminateInstances',
        'no room for: principal, source-ip,',
        'region, account, outcome, resource',
        '',
      ].join('\n'),
    );
  });

  it('leaves requested columns out from the right', async () => {
    const asked = { columns: columns('account', 'region', 'event'), width: 30 };
    expect(await render('table', [[recordOf()]], asked)).toBe(
      'account       region\n111122223333  eu-central-1\nno room for: event\n',
    );
  });

  it('shrinks the column in which the fewest values are cut', async () => {
    const common = Array.from({ length: 20 }, () =>
      recordOf({ eventName: 'GetSecretValue', userAgent: 'aws-cli/2.31.0 Python/3.13' }),
    );
    const outlier = recordOf({ eventName: 'GetSecretValue'.repeat(3), userAgent: 'aws-cli' });
    const asked = { columns: columns('event', 'user-agent'), width: 46 };
    const lines = (await render('table', [[...common, outlier]], asked)).split('\n');
    expect(lines[1]).toBe('GetSecretValue      aws-cli/2.31.0 Python/3.13');
    expect(lines[21]).toBe('GetSecret…retValue  aws-cli');
  });

  it('cuts no values without a width', async () => {
    const long = recordOf({ userAgent: 'x'.repeat(5000) });
    const text = await render('table', [[long]], { columns: columns('user-agent', 'event') });
    expect(text).toContain(`${'x'.repeat(5000)}  TerminateInstances\n`);
  });

  it('colours headings, times and outcomes when colour is on', async () => {
    const asked = { columns: columns('time', 'outcome'), color: true };
    expect(await render('table', [[recordOf(), denied, failed]], asked)).toBe(
      [
        '\x1b[1mtime (UTC)\x1b[22m           \x1b[1moutcome\x1b[22m',
        '\x1b[2m2026-11-19 08:00:00\x1b[22m  \x1b[32mok\x1b[39m',
        '\x1b[2m2026-11-19 08:00:05\x1b[22m  \x1b[31mdenied\x1b[39m',
        '\x1b[2m2026-11-19 08:00:00\x1b[22m  \x1b[33mfailed\x1b[39m',
        '',
      ].join('\n'),
    );
  });

  it('shows times in the zone and names the zone in the header', async () => {
    const asked = { columns: columns('time'), zone: 'America/New_York' };
    expect(await render('table', [[recordOf()]], asked)).toBe(
      'time (America/New_York)\n2026-11-19 03:00:00\n',
    );
  });

  it('measures wide characters in cells', async () => {
    const name = recordOf({ requestParameters: { name: '東京タワー' } });
    const asked = { columns: columns('requestParameters.name', 'outcome'), width: 24 };
    expect(await render('table', [[name, recordOf()]], asked)).toBe(
      ['request…rs.name  outcome', '東京タワー       ok', '                 ok', ''].join('\n'),
    );
  });

  it('writes nothing without events', async () => {
    expect(await render('table', [])).toBe('');
    expect(await render('table', [[], []], { width: 40 })).toBe('');
  });

  it('writes the same table however the events are split into blocks', async () => {
    const records = Array.from({ length: 1203 }, (_, n) =>
      recordOf({ eventName: `Call${n ** 3}` }),
    );
    const whole = await render('table', [records], { width: 120 });
    const batches = Array.from({ length: 121 }, (_, n) => records.slice(n * 10, n * 10 + 10));
    expect(await render('table', batches, { width: 120 })).toBe(whole);
    expect(whole.split('\n')).toHaveLength(1203 + 2);
  });

  it('writes events at once after the first 500 have decided the widths', async () => {
    const records = Array.from({ length: 500 }, () => recordOf());
    const chunks: string[] = [];
    const { createTableWriter } = await import('../../../src/format/events/table-writer.ts');
    const output = { write: async (text: string | Uint8Array) => void chunks.push(`${text}`) };
    const options = { columns: columns('event'), width: 80, color: false, zone: 'UTC' };
    const writer = createTableWriter(options, output);
    await writer.write(blockOf(records.slice(1)));
    expect(chunks).toEqual([]);
    await writer.write(blockOf(records.slice(0, 1)));
    expect(chunks.join('').split('\n')).toHaveLength(502);
    await writer.write(blockOf([recordOf({ eventName: 'Later' })]));
    expect(chunks.at(-1)).toBe('Later\n');
  });

  it('fits every line into any width and writes no control characters, whatever is in the events', async () => {
    const attack = fc.record({
      eventName: trickyText,
      userAgent: trickyText,
      sourceIPAddress: trickyText,
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(attack, { minLength: 1, maxLength: 5 }),
        fc.integer({ min: 1, max: 130 }),
        async (events, width) => {
          const records = events.map((fields) =>
            recordOf({ ...fields, eventName: `x${fields.eventName}` }),
          );
          const shown = columns('event', 'outcome', 'user-agent', 'source-ip', 'userIdentity');
          const text = await render('table', [records], { columns: shown, width });
          expect(text).not.toMatch(/(?!\n)[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}]/u);
          const lines = text.split('\n');
          for (const line of lines) expect(stringWidth(line)).toBeLessThanOrEqual(width);
        },
      ),
      { numRuns: runs(500) },
    );
  });

  it('shortens a value as long as the longest record', async () => {
    for (const userAgent of ['x', '\x7f', '\x1b'].map((piece) => piece.repeat(2 ** 24))) {
      const asked = { columns: columns('user-agent', 'event'), width: 60 };
      const text = await render('table', [[recordOf({ userAgent })]], asked);
      expect(text.length).toBeLessThan(200);
    }
  });
});
