import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  forJson,
  forMarkdown,
  forSpreadsheet,
  forTerminal,
} from '../../../src/format/text/sanitize.ts';
import { runs } from '../../support/runs.ts';

const anyText = fc.string({ unit: 'binary' });

describe('forTerminal', () => {
  it.each([
    ['\x1b[31mred\x1b[0m', '\\x1b[31mred\\x1b[0m'],
    ['\x9b2J', '\\x9b2J'],
    ['a\r\nb\tc', 'a\\r\\nb\\tc'],
    ['a\x00\x07\x08\x7f', 'a\\x00\\x07\\x08\\x7f'],
    ['exe\u202etxt.', 'exe\\u202etxt.'],
    ['a\u200bb\u2028c\ufeff', 'a\\u200bb\\u2028c\\ufeff'],
    ['\u2066x\u2069', '\\u2066x\\u2069'],
    ['tag\u{e0041}', 'tag\\u{e0041}'],
    ['half \ud83d pair', 'half \\ud83d pair'],
    ['admin\ufe0f', 'admin\\ufe0f'],
    ['\u3164', '\\u3164'],
  ])('makes %j visible', (text, visible) => {
    expect(forTerminal(text)).toBe(visible);
  });

  it.each(['arn:aws:iam::1:user/alice', 'Zoë 東京 नमस्ते שלום', 'I ❤️ 👍🏽', 'C:\\temp', ''])(
    'does not change %j',
    (text) => {
      expect(forTerminal(text)).toBe(text);
    },
  );

  it('leaves no character on which a terminal acts, or that it hides', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(forTerminal(text)).not.toMatch(
          /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}\u200b-\u200d]/u,
        );
      }),
      { numRuns: runs() },
    );
  });
});

describe('forJson', () => {
  it('escapes characters on which a terminal would act, without changing the value', () => {
    fc.assert(
      fc.property(fc.jsonValue({ stringUnit: 'binary' }), (value) => {
        const json = forJson(JSON.stringify(value));
        expect(JSON.parse(json)).toEqual(JSON.parse(JSON.stringify(value)));
        expect(json).not.toMatch(/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}]/u);
      }),
      { numRuns: runs() },
    );
  });

  it('escapes a character beyond the basic plane as two units', () => {
    expect(forJson('"\u{e0041}"')).toBe('"\\udb40\\udc41"');
  });

  it('keeps the whitespace between tokens', () => {
    expect(forJson('{\n\t"é": 1\r\n}')).toBe('{\n\t"é": 1\r\n}');
  });
});

describe('forSpreadsheet', () => {
  const robot = 'Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)';

  it.each([
    '=1+1',
    '+cmd',
    '-2+3',
    '@SUM(A1)',
    '\t=1',
    '\r=1',
    '\n=1',
    ' =1',
    '＝1+1',
    '＋1',
    '－1+1',
    '＠x',
    '-',
    '-5 apples',
    '+1e',
  ])('puts an apostrophe before %j', (text) => {
    expect(forSpreadsheet(text)).toBe(`'${text}`);
  });

  it.each([
    ['x;=1+1', "x;'=1+1"],
    ['=1; -2;3', "'=1;' -2;3"],
    ['x; +http:1', "x;' +http:1"],
    ['x; +http://a;+1', "x; +http://a;'+1"],
    ['+http://a', "'+http://a"],
  ])('puts an apostrophe before each formula in %j', (text, cell) => {
    expect(forSpreadsheet(text)).toBe(cell);
  });

  it.each(['-5', '+3', '-1.5', '-2.5e-3', '12', 'a=b', 'alice@example.com', '', ' a', robot])(
    'does not change %j',
    (text) => {
      expect(forSpreadsheet(text)).toBe(text);
    },
  );

  it('never returns a cell that begins a formula', () => {
    fc.assert(
      fc.property(fc.constantFrom('=', '+', '-', '@', '\t', '＝'), anyText, (first, rest) => {
        expect(forSpreadsheet(first + rest)).toMatch(/^'|^[+-]?\d+(\.\d+)?(e[+-]?\d+)?$/i);
      }),
      { numRuns: runs() },
    );
  });
});

describe('forMarkdown', () => {
  it.each([
    ['alice', 'alice'],
    ['', ''],
    ['2026-11-19 08:00:00', '2026-11-19 08:00:00'],
    ['time (UTC)', 'time (UTC)'],
    ['GH-26', '`GH-26`'],
    ['see gh-1', '`see gh-1`'],
    ['i-0abc1234', '`i-0abc1234`'],
    ['123456789012', '123456789012'],
    ['deadbeef', 'deadbeef'],
    ['AGH-26', 'AGH-26'],
    ['a|b', '`a\\|b`'],
    ['a\\|b', '`a\\\\x7cb`'],
    ['`', '`` ` ``'],
    ['a``b', '```a``b```'],
    ['<img src=x onerror=alert(1)>', '`<img src=x onerror=alert(1)>`'],
    ['[a](javascript:b)', '`[a](javascript:b)`'],
    ['https://evil.example', '`https://evil.example`'],
    ['www.evil.example', '`www.evil.example`'],
    ['alice@example.com', '`alice@example.com`'],
    ['@octocat', '`@octocat`'],
    ['#1', '`#1`'],
    ['*x*', '`*x*`'],
    ['a\nb', '`a\\nb`'],
  ])('turns %j into %j', (text, markdown) => {
    expect(forMarkdown(text)).toBe(markdown);
  });

  it('never leaves a bare pipe, a line break or markup outside a code span', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('|', '\\', '`', '<', '\n', 'a', ' ') }),
        (text) => {
          const markdown = forMarkdown(text);
          expect(markdown).not.toMatch(/\n|(?<!\\)\||\\\\\|/);
          if (/[|\\`<\n]/.test(text)) {
            const fence = /^`+/.exec(markdown)?.[0] ?? 'no fence';
            expect(markdown.endsWith(fence)).toBe(true);
            expect(markdown.slice(fence.length, -fence.length)).not.toContain(fence);
          }
        },
      ),
      { numRuns: runs() },
    );
  });
});
