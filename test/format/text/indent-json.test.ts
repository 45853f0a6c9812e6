import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { indentJson } from '../../../src/format/text/indent-json.ts';
import { runs } from '../../support/runs.ts';

describe('indentJson', () => {
  it('indents as JSON.stringify does', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), (value) => {
        expect(indentJson(JSON.stringify(value))).toBe(JSON.stringify(value, undefined, 2));
      }),
      { numRuns: runs() },
    );
  });

  it('keeps tokens as they are written', () => {
    const json = '{"n":12345678901234567890.10,"e":1E+2,"s":"a\\u0041\\"}{,:","a":[ ],"o":{\n}}';
    expect(indentJson(json)).toBe(
      [
        '{',
        '  "n": 12345678901234567890.10,',
        '  "e": 1E+2,',
        '  "s": "a\\u0041\\"}{,:",',
        '  "a": [],',
        '  "o": {}',
        '}',
      ].join('\n'),
    );
  });

  it('handles backslashes before quotes', () => {
    expect(indentJson('["a\\\\","b\\\\\\"]"]')).toBe('[\n  "a\\\\",\n  "b\\\\\\"]"\n]');
  });

  it('keeps values deeper than maxDepth on one line', () => {
    expect(indentJson('{"a":{"b":{"c":[1,2]}},"d":1}', 2)).toBe(
      '{\n  "a": {\n    "b": {"c": [1,2]}\n  },\n  "d": 1\n}',
    );
  });

  it('indents text nested 100,000 levels deep', () => {
    const json = '['.repeat(100_000) + ']'.repeat(100_000);
    expect(indentJson(json).replace(/\s/g, '')).toBe(json);
  });

  it('indents a string of 50 MB', () => {
    const json = `{"a":"${'\\"'.repeat(25_000_000)}"}`;
    expect(indentJson(json)).toHaveLength(json.length + 5);
  });
});
