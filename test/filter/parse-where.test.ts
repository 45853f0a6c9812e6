import { describe, expect, it } from 'vitest';
import { UsageError } from '../../src/errors.ts';
import { parseWhere } from '../../src/filter/parse-where.ts';
import type { Condition } from '../../src/query/condition/condition.ts';
import type { Operand, Selector } from '../../src/query/condition/field-test.ts';

const key = (name: string) => ({ kind: 'key', key: name }) as const;
const text = (...literals: string[]): Operand => ({ kind: 'text', literals });

function equal(selector: string | Selector, operand: Operand): Condition {
  const steps = typeof selector === 'string' ? [key(selector)] : selector;
  return { kind: 'field', selector: steps, test: { kind: 'compare', operator: '=', operand } };
}

describe('parseWhere', () => {
  it.each([
    '{ $.a = "x" }',
    '{$.a="x"}',
    '$.a = x',
    '  {\n\t($.a\u00a0= x)\r\n}  ',
    '((($.a = "x")))',
    "{ $.a = 'x' }",
    '{ $["a"] = x }',
    "{ $.['a'] = x }",
  ])('reads %j as one comparison', (pattern) => {
    expect(parseWhere(pattern)).toEqual(equal('a', text('x')));
  });

  it('lets && bind tighter than ||', () => {
    const [a, b, c] = ['a', 'b', 'c'].map((name) => equal(name, text(name)));
    expect(parseWhere('{ $.a = a || $.b = b && $.c = c }')).toEqual({
      kind: 'any',
      conditions: [a, { kind: 'all', conditions: [b, c] }],
    });
    expect(parseWhere('{ ($.a = a || $.b = b) && $.c = c }')).toEqual({
      kind: 'all',
      conditions: [{ kind: 'any', conditions: [a, b] }, c],
    });
  });

  it.each<[string, Selector]>([
    ['$.a.b-c_d.e', [key('a'), key('b-c_d'), key('e')]],
    [
      '$.a[0][12].b',
      [key('a'), { kind: 'index', index: 0 }, { kind: 'index', index: 12 }, key('b')],
    ],
    ['$.a[*].b', [key('a'), { kind: 'any' }, key('b')]],
    ['$.*', [{ kind: 'any' }]],
    ['$.a.*.b', [key('a'), { kind: 'any' }, key('b')]],
    ["$.['cluster.name']", [key('cluster.name')]],
    ["$['a b'][\"c'd\"]", [key('a b'), key("c'd")]],
    ["$.a[ 'it\\'s \\\\ *' ]", [key('a'), key("it's \\ *")]],
    ['$.aws:username', [key('aws:username')]],
    ['$.__proto__.constructor', [key('__proto__'), key('constructor')]],
    ['$.EXISTS', [key('EXISTS')]],
  ])('reads the selector %s', (selector, steps) => {
    expect(parseWhere(`{ ${selector} = x }`)).toEqual(equal(steps, text('x')));
    expect(parseWhere(`{ ${selector} EXISTS }`)).toEqual({
      kind: 'field',
      selector: steps,
      test: { kind: 'state', state: 'exists' },
    });
  });

  it.each<[string, Operand]>([
    ['kms.amazonaws.com', text('kms.amazonaws.com')],
    ['arn:aws:iam::123456789012:role/*', text('arn:aws:iam::123456789012:role/', '')],
    ['123.123.*', text('123.123.', '')],
    ['123.123.123.123', text('123.123.123.123')],
    ['4*', text('4', '')],
    ['*', text('', '')],
    ['true', text('true')],
    ['50%', text('50%')],
    ['"*UnauthorizedOperation"', text('', 'UnauthorizedOperation')],
    ['""', text('')],
    ['"a \\"b\\" \\\\ \\* c"', text('a "b" \\ * c')],
    ['"DOMAIN\\user"', text('DOMAIN\\user')],
    ['"“quoted” && { ( $.a"', text('“quoted” && { ( $.a')],
    ['"400"', text('400')],
    ['400', { kind: 'number', number: 400, text: '400' }],
    ['+1000', { kind: 'number', number: 1000, text: '+1000' }],
    ['-.5', { kind: 'number', number: -0.5, text: '-.5' }],
    ['1e-3', { kind: 'number', number: 0.001, text: '1e-3' }],
    ['10E+3', { kind: 'number', number: 10_000, text: '10E+3' }],
    ['012345678901', { kind: 'number', number: 12_345_678_901, text: '012345678901' }],
    ['1e999', text('1e999')],
    ['%^[hc]at%', { kind: 'regex', source: '^[hc]at' }],
    ['%10\\.0 || } "%', { kind: 'regex', source: '10\\.0 || } "' }],
    ['%100\\%%', { kind: 'regex', source: '100\\%' }],
  ])('reads the value %s', (value, operand) => {
    expect(parseWhere(`{($.a = ${value})}`)).toEqual(equal('a', operand));
    expect(parseWhere(`$.a=${value}`)).toEqual(equal('a', operand));
  });

  it.each(['<', '>', '<=', '>='] as const)('reads the order operator %s', (operator) => {
    const test = { kind: 'order', operator, number: -55.5 };
    const order = { kind: 'field', selector: [key('a')], test };
    expect(parseWhere(`{ $.a ${operator} -55.5 }`)).toEqual(order);
    expect(parseWhere(`{$.a${operator}-5.55e1}`)).toEqual(order);
  });

  it.each([
    ['$.a IS NULL', 'null'],
    ['$.a is true', 'true'],
    ['$.a Is\n False', 'false'],
    ['$.a EXISTS', 'exists'],
    ['$.a NOT EXISTS', 'not-exists'],
    ["$['a']not\texists", 'not-exists'],
  ])('reads the test %j in any case', (pattern, state) => {
    expect(parseWhere(`{(${pattern})}`)).toEqual({
      kind: 'field',
      selector: [key('a')],
      test: { kind: 'state', state },
    });
  });

  it('reads a selector after = and != as another field, and in quotation marks as text', () => {
    const other = { kind: 'field', selector: [key('b'), { kind: 'index', index: 0 }] } as const;
    expect(parseWhere('{ $.a = $.b[0] }')).toEqual(equal('a', other));
    expect(parseWhere('($.a=$.b[0])')).toEqual(equal('a', other));
    expect(parseWhere("$.a != $['b'][0]")).toEqual({
      kind: 'field',
      selector: [key('a')],
      test: { kind: 'compare', operator: '!=', operand: other },
    });
    expect(parseWhere('$.a = "$.b[0]"')).toEqual(equal('a', text('$.b[0]')));
    expect(parseWhere('$.a = $LATEST')).toEqual(equal('a', text('$LATEST')));
  });

  it('reads a list as alternatives', () => {
    const values = [
      text('a'),
      text('b', ''),
      text('c d, [e]'),
      { kind: 'number', number: 5, text: '5' },
      { kind: 'regex', source: '^x,' },
      { kind: 'field', selector: [key('y')] },
    ] as const;
    const conditions = values.map((value) => equal('x', value));
    for (const list of [
      '[a, b*, "c d, [e]", 5, %^x,%, $.y]',
      '[ a,b*\n,"c d, [e]" , 5,%^x,%,$.y ]',
    ]) {
      expect(parseWhere(`{ $.x IN ${list} }`)).toEqual({ kind: 'any', conditions });
      expect(parseWhere(`($.x in${list})`)).toEqual({ kind: 'any', conditions });
    }
    expect(parseWhere('$.x IN [a]')).toEqual(equal('x', text('a')));
  });

  it('reads NOT before parentheses as the opposite', () => {
    const [a, b] = ['a', 'b'].map((name) => equal(name, text(name)));
    const none = { kind: 'not', condition: { kind: 'any', conditions: [a, b] } };
    expect(parseWhere('{ NOT ($.a = a || $.b = b) }')).toEqual(none);
    expect(parseWhere('not($.a = a || $.b = b)')).toEqual(none);
    expect(parseWhere('{ NOT (NOT ($.a = a)) && $.b = b }')).toEqual({
      kind: 'all',
      conditions: [{ kind: 'not', condition: { kind: 'not', condition: a } }, b],
    });
  });

  it('accepts hundreds of conditions and a hundred parentheses', () => {
    const long = Array.from({ length: 500 }, (_, index) => `($.a = v${index})`).join(' || ');
    expect(parseWhere(`{${long}}`)).toMatchObject({ kind: 'any', conditions: { length: 500 } });
    expect(parseWhere(`${'('.repeat(100)}$.a = x${')'.repeat(100)}`)).toEqual(
      equal('a', text('x')),
    );
  });
});

describe('parseWhere rejects', () => {
  it('a missing operator, and shows the position', () => {
    expect(() => parseWhere('{ ($.eventName "ConsoleLogin") }')).toThrow(
      new UsageError(
        [
          'invalid --where pattern at column 16: expected an operator such as = or !=',
          '  { ($.eventName "ConsoleLogin") }',
          '                 ^',
        ].join('\n'),
      ),
    );
  });

  it('a mistake in a later line, and shows that line', () => {
    expect(() => parseWhere('{ $.a = 1 &&\n\t$.b ~ 2 &&\n  $.c = 3 }')).toThrow(
      new UsageError(
        [
          'invalid --where pattern at line 2, column 6: expected an operator such as = or !=',
          '   $.b ~ 2 &&',
          '       ^',
        ].join('\n'),
      ),
    );
  });

  it('a mistake in a long pattern, and shows only the text around it', () => {
    const conditions = Array.from({ length: 30 }, (_, index) => `$.field = ${index}`).join(' || ');
    expect(() => parseWhere(`{ ${conditions} | ${conditions} }`)).toThrow(
      new UsageError(
        [
          'invalid --where pattern at column 470: expected &&, || or the closing }',
          '  …27 || $.field = 28 || $.field = 29 | $.field = 0 || $.field = 1 || $.f…',
          '                                      ^',
        ].join('\n'),
      ),
    );
  });

  it.each([
    ['{ $.a = 東京 $.b }', '  { $.a = 東京 $.b }', 13],
    ['{ $.a = 👍🏽e\u0301 $.b }', '  { $.a = 👍🏽e\u0301 $.b }', 12],
    [`{ $.a = "${'東京'.repeat(30)}" $.b`, `  …${'東京'.repeat(8)}" $.b`, 35],
    [`{ $.b $.a = "${'東京'.repeat(30)}"`, `  { $.b $.a = "${'東京'.repeat(7)}…`, 6],
  ])(
    'a mistake beside wide characters, and marks its column on the terminal: %s',
    (pattern, shown, cells) => {
      expect(messageOf(pattern).split('\n').slice(1)).toEqual([shown, `  ${' '.repeat(cells)}^`]);
    },
  );

  it('a control character without sending it to the terminal', () => {
    expect(() => parseWhere('{ $.a = \u001b[31m }')).toThrow(
      new UsageError(
        [
          'invalid --where pattern at column 9: delete the invisible character (U+001B) here',
          '  { $.a = ·[31m }',
          '          ^',
        ].join('\n'),
      ),
    );
  });

  it.each([
    ['', 1, 'expected a selector such as $.eventName'],
    ['{ }', 3, 'expected a selector such as $.eventName'],
    ['ERROR', 1, 'expected a selector such as $.eventName'],
    ['{ !($.a = 1) }', 3, 'write NOT ( … ) for !'],
    ['{ $.a = 1 && ! $.b EXISTS }', 14, 'write NOT ( … ) for !'],
    ['{ resources[0].ARN EXISTS }', 3, 'write $.resources[0].ARN: fields begin with $.'],
    ['{ existence }', 3, 'expected a selector such as $.eventName'],
    ['{ $eventName = x }', 4, 'expected a period after $, as in $.eventName'],
    ['{ $. = x }', 5, 'expected a field name'],
    ['{ $..a = x }', 5, 'expected a field name'],
    ['{ $.a[-1] = x }', 7, 'expected an index such as 0, a * or a key in quotation marks'],
    ['{ $.a[0 = x }', 9, 'expected the closing ]'],
    ["{ $.a['b = x }", 7, "missing the closing '"],
    ['{ $.a[99999999999999999999] = x }', 7, 'the index is too large'],
    ['{ $.a }', 7, 'expected an operator such as = or !='],
    ['{ $.a == "x" }', 8, 'expected a value; the operators are =, !=, <, >, <= and >='],
    ['{ $.a <> 1 }', 8, 'expected a value; the operators are =, !=, <, >, <= and >='],
    ['{ $.a = }', 9, 'expected a value: text, a number or a %regular expression%'],
    ['{ $.a = "x }', 9, 'missing the closing "'],
    ['{ $.a = \\"x\\" }', 9, 'write the quotation mark without a backslash'],
    ['{ $.a = DOMAIN\\user }', 15, 'put text that contains \\ in double quotation marks'],
    ['{ $.a = b=c }', 10, 'put text that contains = in double quotation marks'],
    ['{ $.a = b&c }', 10, 'put text that contains & in double quotation marks'],
    ['{ $.a = NULL }', 9, 'write IS NULL to ask for null, or "null" to ask for the text'],
    ['{ $.a = %x }', 9, 'missing the closing % of the regular expression'],
    ['{ $.a = %% }', 9, 'the regular expression is empty'],
    ['{ $.a = %(% }', 9, 'invalid regular expression: missing closing ): `(`'],
    ['{ $.a < "5" }', 9, 'expected a plain number after <'],
    ['{ $.a >= 4* }', 10, 'expected a plain number after >='],
    ['{ $.a IS x }', 10, 'expected NULL, TRUE or FALSE after IS'],
    ['{ $.a IS NOT NULL }', 10, 'write EXISTS, or NOT ($.a IS NULL), for NOT NULL'],
    ['{ $.a is not true }', 10, 'write NOT before the whole, as in NOT ($.a IS TRUE)'],
    ['{ $.a IS NOT }', 10, 'write NOT before the whole, as in NOT ($.a IS TRUE)'],
    ['{ $.a NOT NULL }', 7, 'write EXISTS, or NOT ($.a IS NULL), for NOT NULL'],
    ['{ $.a NOT = x }', 7, 'expected NOT EXISTS'],
    ['{ ($.a = 1 }', 12, 'expected &&, || or the closing )'],
    ['{ $.a = 1', 10, 'expected &&, || or the closing }'],
    ['$.a = 1 )', 9, 'expected && or ||'],
    ['{ $.a = 1 } x', 13, 'expected nothing after the closing }'],
    ['{ $.a = 1 AND $.b = 2 }', 11, 'write && for and'],
    ['{ $.a = 1 or $.b = 2 }', 11, 'write || for or'],
    [
      '{ $.a = Console Login }',
      17,
      'expected &&, || or the closing } (text with spaces needs double quotation marks)',
    ],
    ['{ $.a = “x” }', 9, '“ is a typographic quotation mark: write a plain " instead'],
    ['{ $.a = x” }', 10, '” is a typographic quotation mark: write a plain " instead'],
    ['{ $.[‘a’] = x }', 6, "‘ is a typographic quotation mark: write a plain ' instead"],
    ['{ $.a = Console\u200bLogin }', 16, 'delete the invisible character (U+200B) here'],
    ['{ $.😀 ? x }', 7, 'expected an operator such as = or !='],
    ['{ NOT $.a = 1 }', 7, 'expected ( after NOT, as in NOT ($.a = 1)'],
    ['{ $.b = 1 && NOT }', 18, 'expected ( after NOT, as in NOT ($.a = 1)'],
    ['{ NOTE ($.a = 1) }', 3, 'expected a selector such as $.eventName'],
    ['{ NOT ($.a = 1 }', 16, 'expected &&, || or the closing )'],
    ['{ $.a = $. }', 11, 'expected a field name'],
    ['{ $.a != $.b* }', 13, 'expected &&, || or the closing }'],
    ['{ $.a = $[b] }', 11, 'expected an index such as 0, a * or a key in quotation marks'],
    ['{ $.a < $.b }', 9, 'expected a plain number after <'],
    [
      '{ $.a = [b, c] }',
      9,
      'write IN [a, b] for a list of values, or put the text in double quotation marks',
    ],
    [
      '{ $.a = [b] }',
      9,
      'write IN [a, b] for a list of values, or put the text in double quotation marks',
    ],
    [
      '{ $.a = b,c }',
      9,
      'write IN [a, b] for a list of values, or put the text in double quotation marks',
    ],
    ['{ $.a IN x }', 10, 'expected a list after IN, such as IN [a, b*, "c d"]'],
    ['{ $.a IN [] }', 11, 'expected a value: the list is empty'],
    ['{ $.a IN [ ] }', 12, 'expected a value: the list is empty'],
    ['{ $.a IN [x,] }', 13, 'expected a value: text, a number or a %regular expression%'],
    ['{ $.a IN [x }', 13, 'expected a comma or the closing ]'],
    [
      '{ $.a IN [x y] }',
      13,
      'expected a comma or the closing ] (text with spaces needs double quotation marks)',
    ],
    ['{ $.a IN [x=y] }', 12, 'put text that contains = in double quotation marks'],
    ['{ $.a IN [“x”] }', 11, '“ is a typographic quotation mark: write a plain " instead'],
    ['{ $.a IN ["x] }', 11, 'missing the closing "'],
    ['{ $.a NOT IN [x] }', 7, 'write NOT before the whole condition, as in NOT ($.a IN [b])'],
    [`${'('.repeat(101)}$.a = 1`, 101, 'parentheses are nested more than 100 deep'],
  ])('%j at column %i: %s', (pattern, column, problem) => {
    const [first] = messageOf(pattern).split('\n');
    expect(first).toBe(`invalid --where pattern at column ${column}: ${problem}`);
  });

  it('NOT that is nested too deep', () => {
    expect(messageOf(`${'NOT ('.repeat(101)}$.a = 1`)).toContain('nested more than 100 deep');
  });

  it('nesting that is far deeper than the stack allows', () => {
    expect(messageOf('('.repeat(1_000_000))).toContain('nested more than 100 deep');
  });
});

function messageOf(pattern: string): string {
  try {
    return `no error: ${JSON.stringify(parseWhere(pattern))}`;
  } catch (error) {
    if (error instanceof UsageError) return error.message;
    throw error;
  }
}
