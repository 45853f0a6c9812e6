import { describe, expect, it } from 'vitest';
import { detects, reasonAgainst, rulesIn, ruleWith } from './rules-in.ts';

/** A detection, and events that it matches and does not match. */
interface DetectionCase {
  readonly detection: string;
  readonly matches: readonly unknown[];
  readonly others: readonly unknown[];
}

/**
 * The first field of events in the cases about conditions; the letters are those that are in it.
 */
const having = (letters: string) => ({ eventName: letters });
/** Search identifiers `a`, `b`, `c` that look for their letters. */
const letters = ['a', 'b', 'c'].map((name) => `${name}: {eventName|contains: ${name}}`).join('\n');
const selections = ['selection_a', 'selection_b', 'filter_c', '_d']
  .map((name) => `${name}: {eventName|contains: ${name.at(-1)}}`)
  .join('\n');

const cases: Readonly<Record<string, DetectionCase>> = {
  'the items of a map must all hold': {
    detection: 'selection:\n  eventName: A\n  awsRegion: B\ncondition: selection',
    matches: [{ eventName: 'a', awsRegion: 'b' }],
    others: [{ eventName: 'a' }, { awsRegion: 'b' }],
  },
  'the values of an item are alternatives': {
    detection: 'selection:\n  eventName: [A, B]\ncondition: selection',
    matches: [having('a'), having('b')],
    others: [having('c'), {}],
  },
  'the maps of a list are alternatives': {
    detection: 'selection:\n- eventName: A\n  awsRegion: B\n- userAgent: C\ncondition: selection',
    matches: [{ eventName: 'a', awsRegion: 'b' }, { userAgent: 'c' }],
    others: [{ eventName: 'a' }, { awsRegion: 'b' }],
  },
  'the texts of a list are keywords, one of which must be in the event': {
    detection: 'keywords:\n- Evil\n- "s3:*"\ncondition: keywords',
    matches: [{ userAgent: 'most evil' }, { requestParameters: { policy: ['s3:GetObject'] } }],
    others: [{ userAgent: 'good' }],
  },
  'a list may have keywords and maps': {
    detection: 'mixed:\n- evil\n- eventName: A\ncondition: mixed',
    matches: [having('a'), { userAgent: 'evil' }],
    others: [having('b')],
  },
  'a single text is a keyword': {
    detection: 'keyword: evil\ncondition: keyword',
    matches: [{ userAgent: 'evil' }],
    others: [having('b')],
  },
  'the key |all needs all keywords': {
    detection: "keywords:\n  '|all': [one, two]\ncondition: keywords",
    matches: [{ userAgent: 'two one' }, { userAgent: 'one', eventName: 'two' }],
    others: [{ userAgent: 'one' }],
  },
  "the key '' has keywords beside fields": {
    detection: "selection:\n  '': evil\n  eventName: A\ncondition: selection",
    matches: [{ eventName: 'a', userAgent: 'evil' }],
    others: [having('a'), { userAgent: 'evil' }],
  },
  'numbers in keywords are text': {
    detection: 'keywords: [4625]\ncondition: keywords',
    matches: [{ requestParameters: { id: 4625 } }],
    others: [{ requestParameters: { id: 462 } }],
  },
  'null is a field that is null or absent': {
    detection: 'selection:\n  errorCode: null\ncondition: selection',
    matches: [{}, { errorCode: null }],
    others: [{ errorCode: 'x' }],
  },
  'a field exists whatever its value, also when this is null or empty': {
    detection: 'selection:\n  requestParameters.a|exists: true\ncondition: selection',
    matches: [null, '', [], {}, [[]], 0].map((a) => ({ requestParameters: { a } })),
    others: [{}, { requestParameters: { b: 1 } }, { requestParameters: [] }],
  },
  'a field inside of an empty array does not exist': {
    detection: 'selection:\n  requestParameters.a.b|exists: true\ncondition: selection',
    matches: [{ requestParameters: { a: [{}, { b: [] }] } }],
    others: [{ requestParameters: { a: [] } }, { requestParameters: { a: [{}] } }],
  },
  'an empty array or object is neither null nor the empty text': {
    detection:
      "selection:\n- requestParameters.a: null\n- requestParameters.a: ''\ncondition: selection",
    matches: [null, '', ['']].map((a) => ({ requestParameters: { a } })),
    others: [[], {}, [{}]].map((a) => ({ requestParameters: { a } })),
  },
  'a star is any text that is not empty': {
    detection: "selection:\n  requestParameters.a: '*'\ncondition: selection",
    matches: ['x', ['x'], { b: 1 }, 0, false].map((a) => ({ requestParameters: { a } })),
    others: [null, '', [], {}, ['']].map((a) => ({ requestParameters: { a } })),
  },
  'an item without a value is null': {
    detection: 'selection:\n  errorCode:\ncondition: selection',
    matches: [{}],
    others: [{ errorCode: 'x' }],
  },
  'numbers and flags match their text, and text them': {
    detection:
      "selection:\n  requestParameters.a: 22\n  requestParameters.b: 'true'\ncondition: selection",
    matches: [
      { requestParameters: { a: 22, b: true } },
      { requestParameters: { a: '22', b: 'true' } },
    ],
    others: [{ requestParameters: { a: 22, b: false } }],
  },
  'an account ID without quotation marks keeps its zeros': {
    detection: 'selection:\n  recipientAccountId: 012345678901\ncondition: selection',
    matches: [{ recipientAccountId: '012345678901' }],
    others: [{ recipientAccountId: '112345678901' }],
  },
  'yes and no are text, as CloudTrail writes them': {
    detection: 'selection:\n  additionalEventData.MFAUsed: No\ncondition: selection',
    matches: [{ additionalEventData: { MFAUsed: 'No' } }],
    others: [{ additionalEventData: { MFAUsed: 'false' } }],
  },
  'fields are found inside of objects and arrays': {
    detection:
      'selection:\n  requestParameters.items.port|gte: 22\n  requestParameters.items.port|lt: 23\ncondition: selection',
    matches: [{ requestParameters: { items: [{ port: 1 }, { port: 22 }] } }],
    others: [{ requestParameters: { items: [{ port: 80 }] } }, { requestParameters: {} }],
  },
  'a key with dots is found as it is': {
    detection: 'selection:\n  requestParameters.a.b.c: x\ncondition: selection',
    matches: [
      { requestParameters: { 'a.b.c': 'x' } },
      { requestParameters: { a: { 'b.c': 'x' } } },
      { requestParameters: { a: { b: { c: 'x' } } } },
    ],
    others: [{ requestParameters: { a: 'x' } }],
  },
  'a field of trailscan is an attribute': {
    detection: 'selection:\n  trailscan.outcome: denied\ncondition: selection',
    matches: [{ eventName: 'GetObject', errorCode: 'AccessDenied' }],
    others: [{ eventName: 'GetObject' }],
  },
  'and binds more tightly than or': {
    detection: `${letters}\ncondition: a or b and c`,
    matches: [having('a'), having('bc'), having('abc')],
    others: [having('b'), having('c')],
  },
  'not binds more tightly than and': {
    detection: `${letters}\ncondition: not a and b`,
    matches: [having('b'), having('bc')],
    others: [having('ab'), having('c')],
  },
  'not may be repeated': {
    detection: `${letters}\ncondition: not not a and not (b or c)`,
    matches: [having('a')],
    others: [having('ab'), having('')],
  },
  'parentheses group': {
    detection: `${letters}\ncondition: (a or b) and c`,
    matches: [having('ac'), having('bc')],
    others: [having('a'), having('c')],
  },
  'a list of conditions are alternatives': {
    detection: `${letters}\ncondition: [a and b, c]`,
    matches: [having('ab'), having('c')],
    others: [having('a')],
  },
  'identifiers may begin with the name of an operator': {
    detection:
      'notable: {eventName|contains: a}\nor-else: {eventName|contains: b}\ncondition: notable and or-else',
    matches: [having('ab')],
    others: [having('a')],
  },
  '1 of a pattern is one of the identifiers': {
    detection: `${selections}\ncondition: 1 of selection_*`,
    matches: [having('a'), having('b')],
    others: [having('c')],
  },
  'any of is the same as 1 of': {
    detection: `${selections}\ncondition: any of selection_*`,
    matches: [having('a'), having('b')],
    others: [having('c')],
  },
  'all of a pattern needs all of them': {
    detection: `${selections}\ncondition: all of selection_* and not 1 of filter_*`,
    matches: [having('ab')],
    others: [having('a'), having('abc')],
  },
  'a * may be anywhere in a pattern': {
    detection: `${selections}\ncondition: all of *_a and 1 of f*_*`,
    matches: [having('ac')],
    others: [having('a'), having('c')],
  },
  'a pattern without * is a name': {
    detection: `${selections}\ncondition: 1 of selection_a`,
    matches: [having('a')],
    others: [having('b')],
  },
  'them are all that do not begin with _': {
    detection: `${selections}\ncondition: all of them`,
    matches: [having('abc')],
    others: [having('ab')],
  },
  '1 of them leaves out those that begin with _': {
    detection: `${selections}\ncondition: 1 of them`,
    matches: [having('a'), having('c')],
    others: [having('d')],
  },
  'a pattern that begins with _ finds those': {
    detection: `${selections}\ncondition: 1 of _*`,
    matches: [having('d')],
    others: [having('abc')],
  },
  'a name that begins with _ may be used': {
    detection: `${selections}\ncondition: selection_a and _d`,
    matches: [having('ad')],
    others: [having('a')],
  },
  'aliases and merged maps of YAML are values': {
    detection:
      'base: &base\n  awsRegion: B\nselection:\n  <<: *base\n  eventName: A\ncondition: selection and base',
    matches: [{ eventName: 'a', awsRegion: 'b' }],
    others: [{ eventName: 'a' }],
  },
};

const rows = Object.entries(cases).map(([title, example]) => ({ title, example }));

describe('a detection', () => {
  it.each(rows)('$title', ({ example: { detection, matches, others } }) => {
    const test = detects(ruleWith(detection));
    expect(matches.filter((event) => !test(event))).toEqual([]);
    expect(others.filter(test)).toEqual([]);
  });

  it.each([
    [
      `${letters}\ncondition: a AND b`,
      "8: invalid condition at 'AND', column 3: expected 'and' or 'or': keywords are in lower case",
    ],
    [`${letters}\ncondition: a b`, "8: invalid condition at 'b', column 3: expected 'and' or 'or'"],
    [
      `${letters}\ncondition: (a`,
      "8: invalid condition at its end: expected 'and', 'or' or the closing )",
    ],
    [`${letters}\ncondition: a)`, "8: invalid condition at ')', column 2: no ( before it"],
    [
      `${letters}\ncondition: a and`,
      '8: invalid condition at its end: expected a search identifier',
    ],
    [
      `${letters}\ncondition: 2 of them`,
      "8: invalid condition at '2', column 1: expected '1 of', 'any of' or 'all of'",
    ],
    [
      `${letters}\ncondition: a*`,
      "8: invalid condition at 'a*', column 1: write '1 of a*' or 'all of a*'",
    ],
    [
      `${letters}\ncondition: all of`,
      "8: invalid condition at its end: expected 'them' or the beginning of names, such as selection*",
    ],
    [`${letters}\ncondition: 1 of x*`, "8: no search identifier matches 'x*' in the condition"],
    [
      '_a: {eventName: x}\ncondition: 1 of them',
      "6: no search identifier matches 'them' in the condition",
    ],
    [
      `selection: {eventName: x}\ncondition: selecton`,
      "6: the condition names 'selecton', which is not a search identifier (did you mean 'selection'?)",
    ],
    [
      `${letters}\ncondition: a | count() by awsRegion > 5`,
      "8: the condition has an old aggregation, '| count() by awsRegion > 5': use a correlation",
    ],
    [
      `${letters}\ncondition: a | near b`,
      "8: the condition has an old aggregation, '| near b': use a correlation",
    ],
    [
      `${letters}\ntimeframe: 5m\ncondition: a`,
      "8: 'timeframe' belongs to an old aggregation: use a correlation",
    ],
    [`${letters}\ncondition: ''`, '8: the condition is empty'],
    [`${letters}\ncondition: []`, '8: the list of conditions is empty'],
    [`${letters}\ncondition: {a: b}`, '8: a condition must be text'],
    [
      `${letters}\ncondition: a & b`,
      "8: invalid condition at '&', column 3: expected 'and' or 'or'",
    ],
    [letters, '4: there is no condition'],
    ['condition: a', '4: there are no search identifiers'],
    ['a: {}\ncondition: a', '5: the search identifier is empty'],
    ['a: []\ncondition: a', '5: the search identifier is empty'],
    ['a: [[x]]\ncondition: a', '5: a list cannot be inside of a list'],
    [
      'a: {eventName: {b: c}}\ncondition: a',
      "5: a value of 'eventName' must be text, a number or true or false",
    ],
    ['a: {eventName: []}\ncondition: a', '5: eventName: its list of values is empty'],
    [
      'a:\n  awsRegion: x\n  eventName|contain: y\ncondition: a',
      "7: eventName|contain: unknown modifier 'contain' (did you mean 'contains'?)",
    ],
    ['a: {eventName: x}\na: {eventName: y}\ncondition: a', "6: 'a' is set twice, first in line 5"],
    [
      'a:\n  eventName: x\n  eventName: y\ncondition: a',
      "7: 'eventName' is set twice, first in line 6",
    ],
    [
      'a: {trailscan.nam: x}\ncondition: a',
      /5: trailscan\.nam: 'trailscan\.nam' is not an attribute/,
    ],
  ])('is refused with a reason: %j', (detection, reason) => {
    const found = reasonAgainst(ruleWith(detection)) ?? '';
    if (typeof reason === 'string') expect(found).toBe(reason);
    else expect(found).toMatch(reason);
  });

  it('may be nested deep, but not without end', () => {
    const nested = (depth: number) =>
      ruleWith(`a: {eventName: x}\ncondition: ${'('.repeat(depth)}a${')'.repeat(depth)}`);
    expect(reasonAgainst(nested(100))).toBeUndefined();
    expect(reasonAgainst(nested(5000))).toContain('longer than 5000 characters');
    expect(reasonAgainst(nested(2000))).toContain('nested more than 100 deep');
    const negated = `a: {eventName: x}\ncondition: ${'not '.repeat(1000)}a`;
    expect(reasonAgainst(ruleWith(negated))).toContain('nested more than 100 deep');
  });

  it('may have many search identifiers, but not without end', () => {
    const many = (count: number) =>
      `${Array.from({ length: count }, (_, at) => `s${at}: {eventName: x}`).join('\n')}\ncondition: 1 of them`;
    expect(reasonAgainst(ruleWith(many(500)))).toBeUndefined();
    expect(reasonAgainst(ruleWith(many(501)))).toBe(
      '4: there are more than 500 search identifiers',
    );
  });

  it('is warned about where an identifier is not used, or a value is odd', () => {
    const { report } = rulesIn([
      ruleWith(
        'a: {eventName: [null, x]}\nb: {eventName|all: x}\nc: {eventName: x}\ncondition: a and b',
      ),
    ]);
    expect(report.warnings.map(({ line, reason }) => `${line}: ${reason}`)).toEqual([
      '5: eventName: null is one of several values: it should be a search identifier of its own',
      "6: eventName|all: 'all' has no meaning for a single value",
      "7: the condition does not use 'c'",
    ]);
  });
});

describe('the log source of a rule', () => {
  const withSource = (logsource: string) =>
    `title: T\nlevel: low\n${logsource}\ndetection:\n  a: {eventName: x}\n  condition: a\n`;

  it.each([
    ['logsource: {product: aws, service: cloudtrail}', 'loaded'],
    ['logsource: {product: AWS, service: CloudTrail}', 'loaded'],
    ['logsource: {product: aws}', 'loaded'],
    ['logsource: {service: cloudtrail}', 'loaded'],
    ['logsource: {product: aws, service: cloudtrail, definition: x, custom: y}', 'loaded'],
    ['logsource: {product: aws, service: cloudtrail, category: null}', 'loaded'],
    ['logsource: {product: aws, service: route53}', 'otherSources'],
    ['logsource: {product: windows, category: process_creation}', 'otherSources'],
    ['logsource: {product: azure, service: cloudtrail}', 'otherSources'],
    ['logsource: {category: firewall}', 'otherSources'],
    ['logsource: {product: aws, category: dns}', 'otherSources'],
    ['author: x', 'broken'],
    ['logsource: aws', 'broken'],
    ['logsource: {definition: x}', 'broken'],
    ['logsource: {product: [aws]}', 'broken'],
  ])('%s is %s', (logsource, expected) => {
    const { loaded, otherSources, problems, documents } = rulesIn([withSource(logsource)]).report;
    const counts = { loaded, otherSources, broken: problems.length };
    expect(counts).toEqual({ loaded: 0, otherSources: 0, broken: 0, [expected]: 1 });
    expect(documents).toBe(1);
  });
});
