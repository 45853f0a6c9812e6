import { describe, expect, it } from 'vitest';
import { UsageError } from '../../../src/errors.ts';
import { MissingPlaceholder } from '../../../src/filter/items/expand-placeholders.ts';
import type { ItemInput } from '../../../src/filter/items/item-value.ts';
import { parseItem } from '../../../src/filter/items/parse-item.ts';
import { compileWhere } from '../filter-of.ts';
import { absent, compileCase, type ItemCase, written } from './item-cases.ts';

const base64 = (text: string) => Buffer.from(text).toString('base64');
const utf16 = (text: string) => Buffer.from(text, 'utf16le');

/** The items of the specification, each with values that match and values that do not. */
const cases: Readonly<Record<string, ItemCase>> = {
  'text is the whole value, in any case': {
    modifiers: '',
    values: 'Abc',
    matches: ['abc', 'ABC'],
    others: ['abcd', ' abc', '', null, absent],
  },
  'several values are alternatives': {
    modifiers: '',
    values: ['a', 'b'],
    matches: ['a', 'B'],
    others: ['ab', 'c'],
  },
  '* is any run of characters': {
    modifiers: '',
    values: 'a*c',
    matches: ['ac', 'abc', 'aXYc'],
    others: ['acb', 'bac'],
  },
  '? is one character': {
    modifiers: '',
    values: 'a?c',
    matches: ['abc', 'a*c', 'a😀c'],
    others: ['ac', 'abbc'],
  },
  'a lone * is any value that is not empty': {
    modifiers: '',
    values: '*',
    matches: ['a', 0, false],
    others: ['', null, absent],
  },
  'a backslash makes a wildcard literal': {
    modifiers: '',
    values: 'a\\*b\\?',
    matches: ['a*b?'],
    others: ['aXb?', 'a*bX'],
  },
  'a backslash before another character is a backslash': {
    modifiers: '',
    values: 'DOMAIN\\user',
    matches: ['domain\\user'],
    others: ['domainuser', 'domain\\\\user'],
  },
  'two backslashes are one': {
    modifiers: '',
    values: 'a\\\\b',
    matches: ['a\\b'],
    others: ['a\\\\b', 'ab'],
  },
  'two backslashes before a wildcard are a backslash and a wildcard': {
    modifiers: '',
    values: 'a\\\\*',
    matches: ['a\\', 'a\\xyz'],
    others: ['a*', 'ax', 'a'],
  },
  'three backslashes before a wildcard are a backslash and a literal': {
    modifiers: '',
    values: 'a\\\\\\*',
    matches: ['a\\*'],
    others: ['a\\x', 'a*'],
  },
  'three backslashes are two': {
    modifiers: '',
    values: 'a\\\\\\b',
    matches: ['a\\\\b'],
    others: ['a\\b', 'a\\\\\\b'],
  },
  'four backslashes are two': {
    modifiers: '',
    values: 'a\\\\\\\\b',
    matches: ['a\\\\b'],
    others: ['a\\b', 'a\\\\\\\\b'],
  },
  'a backslash at the end is a backslash': {
    modifiers: '',
    values: 'a\\',
    matches: ['a\\'],
    others: ['a'],
  },
  'numbers are compared by their text': {
    modifiers: '',
    values: written('22'),
    matches: [22, '22'],
    others: [220, '022', true],
  },
  'the digits of a number count as they are written, too': {
    modifiers: '',
    values: written('012345678901'),
    matches: ['012345678901', '12345678901', 12345678901],
    others: ['2345678901'],
  },
  'true is also the text true': {
    modifiers: '',
    values: true,
    matches: [true, 'true', 'True'],
    others: [false, 'false', 1],
  },
  'text is also the flag false': {
    modifiers: '',
    values: 'false',
    matches: [false, 'false'],
    others: [true, 0, null],
  },
  'null is a field that is null or absent': {
    modifiers: '',
    values: null,
    matches: [null, absent],
    others: ['', 'null', 0, false],
  },
  'null may be one of several values': {
    modifiers: '',
    values: [null, 'a'],
    matches: [null, absent, 'a'],
    others: ['b', ''],
  },
  'empty text is a value that is empty': {
    modifiers: '',
    values: '',
    matches: [''],
    others: [null, absent, ' '],
  },
  'contains finds text anywhere': {
    modifiers: 'contains',
    values: 'bc',
    matches: ['abcd', 'BC', 'bc'],
    others: ['b c', ''],
  },
  'contains keeps wildcards inside of the text': {
    modifiers: 'contains',
    values: 'b*d',
    matches: ['abcde', 'bd'],
    others: ['dcb'],
  },
  'contains finds a number in text': {
    modifiers: 'contains',
    values: written('443'),
    matches: ['ports 80,443', 443],
    others: ['44'],
  },
  'startswith finds text at the beginning': {
    modifiers: 'startswith',
    values: 'ab',
    matches: ['abc', 'AB'],
    others: ['cab'],
  },
  'endswith finds text at the end': {
    modifiers: 'endswith',
    values: 'bc',
    matches: ['abc', 'BC'],
    others: ['bcd'],
  },
  'endswith with a backslash before a wildcard': {
    modifiers: 'endswith',
    values: '\\\\*x',
    matches: ['a\\ x', '\\x'],
    others: ['*x'],
  },
  'all needs every value': {
    modifiers: 'contains|all',
    values: ['a', 'b'],
    matches: ['ab', 'b-a'],
    others: ['a', 'b'],
  },
  'all with one value is that value': {
    modifiers: 'all',
    values: ['a'],
    matches: ['a'],
    others: ['b'],
  },
  'cased regards letter case': {
    modifiers: 'cased',
    values: 'Ab',
    matches: ['Ab'],
    others: ['ab', 'AB'],
  },
  'cased may precede and follow contains': {
    modifiers: 'cased|contains',
    values: 'Ab',
    matches: ['xAbx'],
    others: ['xabx'],
  },
  'contains|cased is the same': {
    modifiers: 'contains|cased',
    values: 'Ab',
    matches: ['xAbx'],
    others: ['xabx'],
  },
  'neq is neither of the values': {
    modifiers: 'neq',
    values: ['a', 'b'],
    matches: ['c', null, absent],
    others: ['a', 'B'],
  },
  'neq with contains is text that contains neither': {
    modifiers: 'contains|neq',
    values: ['a', 'b'],
    matches: ['xyz', absent],
    others: ['xa', 'bx'],
  },
  'neq with all is text that does not contain both': {
    modifiers: 'contains|all|neq',
    values: ['a', 'b'],
    matches: ['a', 'b', 'c'],
    others: ['ab'],
  },
  'neq with null is a field that has a value': {
    modifiers: 'neq',
    values: null,
    matches: ['a', ''],
    others: [null, absent],
  },
  'exists is true of any value, null included': {
    modifiers: 'exists',
    values: true,
    matches: [null, '', 0, {}, 'a'],
    others: [absent],
  },
  'exists: false is true of an absent field only': {
    modifiers: 'exists',
    values: false,
    matches: [absent],
    others: [null, '', 0],
  },
  'exists takes its flag as text': {
    modifiers: 'exists',
    values: 'true',
    matches: [null],
    others: [absent],
  },
  're searches anywhere, with regard to case': {
    modifiers: 're',
    values: 'b[0-9]{2,3}',
    matches: ['ab12', 'b999x'],
    others: ['B12', 'b1'],
  },
  're with anchors, groups and alternatives': {
    modifiers: 're',
    values: '^(get|list).*s$',
    matches: ['getters', 'lists'],
    others: ['forgets', 'getter'],
  },
  're keeps its backslashes': {
    modifiers: 're',
    values: '\\*\\\\\\d',
    matches: ['a*\\1'],
    others: ['a\\1', '*1'],
  },
  're|i disregards case': {
    modifiers: 're|i',
    values: '^ab',
    matches: ['ABC'],
    others: ['cab'],
  },
  're|ignorecase is the long name': {
    modifiers: 're|ignorecase',
    values: '^ab',
    matches: ['ABC'],
    others: ['cab'],
  },
  're|m lets ^ and $ match at lines': {
    modifiers: 're|m',
    values: '^b$',
    matches: ['a\nb\nc'],
    others: ['ab'],
  },
  're|multiline is the long name': {
    modifiers: 're|multiline',
    values: '^b$',
    matches: ['a\nb'],
    others: ['ab'],
  },
  're without m does not': {
    modifiers: 're',
    values: '^b$',
    matches: ['b'],
    others: ['a\nb\nc'],
  },
  're|s lets . match line ends': {
    modifiers: 're|s',
    values: 'a.b',
    matches: ['a\nb'],
    others: ['ab'],
  },
  're|dotall is the long name': {
    modifiers: 're|dotall',
    values: 'a.b',
    matches: ['a\nb'],
    others: ['ab'],
  },
  're without s does not': {
    modifiers: 're',
    values: 'a.b',
    matches: ['axb'],
    others: ['a\nb'],
  },
  'flags of re can be joined': {
    modifiers: 're|s|i|m',
    values: '^a.b$',
    matches: ['x\nA\nB'],
    others: ['x\nAB'],
  },
  're|neq is text without a match': {
    modifiers: 're|neq',
    values: ['a+', 'b+'],
    matches: ['c'],
    others: ['xaa', 'b'],
  },
  're|startswith ties the expression to the beginning': {
    modifiers: 're|startswith',
    values: 'a|b',
    matches: ['ax', 'bx'],
    others: ['xb', 'xa'],
  },
  're|endswith ties the expression to the end': {
    modifiers: 're|endswith',
    values: 'a|b',
    matches: ['xa', 'xb'],
    others: ['ax', 'bx'],
  },
  're|contains is a plain search': {
    modifiers: 're|contains',
    values: 'a|b',
    matches: ['xax'],
    others: ['c'],
  },
  'base64 encodes the value': {
    modifiers: 'base64|cased',
    values: 'http://',
    matches: [base64('http://')],
    others: ['http://', base64('http:/')],
  },
  'base64 encodes text in UTF-8': {
    modifiers: 'base64|cased',
    values: 'Grüße',
    matches: [base64('Grüße')],
    others: [],
  },
  'wide|base64 encodes UTF-16': {
    modifiers: 'wide|base64|cased',
    values: 'ping',
    matches: [utf16('ping').toString('base64')],
    others: [base64('ping')],
  },
  'utf16le is another name of wide': {
    modifiers: 'utf16le|base64|cased',
    values: 'größe',
    matches: [utf16('größe').toString('base64')],
    others: [base64('größe')],
  },
  'utf16be has the other order of bytes': {
    modifiers: 'utf16be|base64|cased',
    values: 'ping',
    matches: [utf16('ping').swap16().toString('base64')],
    others: [utf16('ping').toString('base64')],
  },
  'utf16 begins with a byte order mark': {
    modifiers: 'utf16|base64|cased',
    values: 'ping',
    matches: [utf16('\ufeffping').toString('base64')],
    others: [utf16('ping').toString('base64')],
  },
  'wide alone has zero bytes between the letters': {
    modifiers: 'wide',
    values: 'c*d',
    matches: ['c\0xd\0', 'c\0d\0'],
    others: ['cd'],
  },
  'base64offset finds text at any offset': {
    modifiers: 'base64offset|contains|cased',
    values: 'secret key',
    matches: ['', 'a', 'ab', 'abc', 'abcd'].map((before) => base64(`${before}secret key, more`)),
    others: [base64('another text with a sekret key'), 'secret key'],
  },
  'base64offset and all need every text, at any offset': {
    modifiers: 'base64offset|contains|all|cased',
    values: ['secret key', 'of mine'],
    matches: [base64('my secret key, of mine!'), base64('of mine: a secret key!!')],
    others: [base64('my secret key')],
  },
  'windash replaces dashes before words': {
    modifiers: 'windash|contains',
    values: ' -x',
    matches: ['a -x', 'a /x', 'a –x', 'a —x', 'a ―x'],
    others: ['a x', 'a +x'],
  },
  'windash makes all combinations': {
    modifiers: 'windash',
    values: '-a /b',
    matches: ['-a -b', '/a /b', '—a –b'],
    others: ['a b', '-a b'],
  },
  'windash keeps dashes inside of words': {
    modifiers: 'windash',
    values: '-a-b',
    matches: ['/a-b'],
    others: ['-a/b'],
  },
  'lt is less': {
    modifiers: 'lt',
    values: written('5'),
    matches: [4, '4', -1.5],
    others: [5, 6, 'a', ''],
  },
  'lte is at most': {
    modifiers: 'lte',
    values: written('5'),
    matches: [5, '5', 4],
    others: [5.1, null],
  },
  'gt is more': {
    modifiers: 'gt',
    values: written('5'),
    matches: [6, '10', 5.5],
    others: [5, '5', true],
  },
  'gte is at least': { modifiers: 'gte', values: '5', matches: [5, '6'], others: [4, absent] },
  'comparisons of several numbers are alternatives': {
    modifiers: 'gt',
    values: [written('100'), written('5')],
    matches: [6],
    others: [5],
  },
  'lt|neq is everything else': {
    modifiers: 'lt|neq',
    values: written('5'),
    matches: [5, 6, 'a', absent],
    others: [4],
  },
  'minute is that of a time in UTC': {
    modifiers: 'minute',
    values: written('7'),
    matches: ['2026-11-19T08:07:59Z'],
    others: ['2026-11-19T08:08:00Z', '7', 7, '2026-13-40T08:07:00Z'],
  },
  'hour is that of a time in UTC': {
    modifiers: 'hour',
    values: [written('22'), written('23')],
    matches: ['2026-11-19T22:00:00Z', '2026-11-19T23:59:59Z'],
    others: ['2026-11-19T21:59:59Z'],
  },
  'text that is not a time has no parts': {
    modifiers: 'hour|gte',
    values: written('0'),
    matches: ['2026-11-19T22:00:00Z', '2026-11-19 08:00:00.123', '2026-11-19T08:00+02:00'],
    others: ['1', 'a/2', '10.9.9.9', '', '2026', '11/19/2026', 1_700_000_000],
  },
  'a time with a zone is compared in UTC, one without is in UTC': {
    modifiers: 'hour',
    values: written('6'),
    matches: ['2026-11-19T08:00:00+02:00', '2026-11-19T06:00:00'],
    others: ['2026-11-19T06:00:00+02:00'],
  },
  'parts of times can be compared': {
    modifiers: 'hour|gte',
    values: written('22'),
    matches: ['2026-11-19T22:00:00Z', '2026-11-19T23:00:00Z'],
    others: ['2026-11-19T08:00:00Z', 'tonight'],
  },
  'the comparison may precede the part': {
    modifiers: 'lt|hour',
    values: written('6'),
    matches: ['2026-11-19T05:59:59Z'],
    others: ['2026-11-19T06:00:00Z'],
  },
  'day is that of the month': {
    modifiers: 'day',
    values: written('19'),
    matches: ['2026-11-19T08:00:00Z'],
    others: ['2026-11-20T08:00:00Z'],
  },
  'week is that of ISO 8601': {
    modifiers: 'week',
    values: written('53'),
    matches: ['2026-12-31T08:00:00Z', '2027-01-01T08:00:00Z'],
    others: ['2027-01-04T08:00:00Z'],
  },
  'month is from 1 to 12': {
    modifiers: 'month',
    values: written('11'),
    matches: ['2026-11-19T08:00:00Z'],
    others: ['2026-12-19T08:00:00Z'],
  },
  'year has four digits': {
    modifiers: 'year|lt',
    values: written('2026'),
    matches: ['2025-12-31T23:59:59Z'],
    others: ['2026-01-01T00:00:00Z'],
  },
  'cidr contains addresses of version 4': {
    modifiers: 'cidr',
    values: '10.0.0.0/8',
    matches: ['10.1.2.3', '10.255.255.255'],
    others: ['11.0.0.0', 'ec2.amazonaws.com', '', 10],
  },
  'cidr contains addresses of version 6, in any spelling': {
    modifiers: 'cidr',
    values: ['2001:db8::/32'],
    matches: ['2001:db8::1', '2001:0DB8:0:0::1'],
    others: ['2001:db9::1', '10.0.0.1'],
  },
  'cidr of a single address': {
    modifiers: 'cidr',
    values: '192.0.2.1',
    matches: ['192.0.2.1'],
    others: ['192.0.2.2'],
  },
  'cidr|neq is any other value': {
    modifiers: 'cidr|neq',
    values: ['10.0.0.0/8', '192.168.0.0/16'],
    matches: ['198.51.100.7', 'ec2.amazonaws.com'],
    others: ['10.0.0.1', '192.168.1.1'],
  },
  'expand replaces a placeholder by its values': {
    modifiers: 'expand',
    values: '%admins%',
    options: { placeholders: { admins: ['alice', 'adm_*'] } },
    matches: ['alice', 'adm_bob'],
    others: ['bob', '%admins%'],
  },
  'expand replaces placeholders inside of text': {
    modifiers: 'expand|contains',
    values: 'role/%team%-%stage%/',
    options: { placeholders: { team: ['a', 'b'], stage: ['prod'] } },
    matches: ['arn:aws:iam::1:role/b-prod/x'],
    others: ['arn:aws:iam::1:role/b-test/x'],
  },
  'a backslash makes a percent sign literal': {
    modifiers: 'expand',
    values: '\\%plain%name%',
    options: { placeholders: { name: ['x'], plain: ['y'] } },
    matches: ['%plainx'],
    others: ['yname%', '\\%plainx'],
  },
  'without expand, percent signs are text': {
    modifiers: '',
    values: '%admins%',
    matches: ['%admins%'],
    others: ['alice'],
  },
  're|expand takes values literally': {
    modifiers: 're|expand',
    values: '^%name%$',
    options: { placeholders: { name: ['a.b'] } },
    matches: ['a.b'],
    others: ['axb'],
  },
  'cidr|expand takes networks': {
    modifiers: 'cidr|expand',
    values: '%office%',
    options: { placeholders: { office: ['10.0.0.0/8', '192.0.2.0/24'] } },
    matches: ['10.1.1.1', '192.0.2.9'],
    others: ['198.51.100.7'],
  },
  'an array matches when one of its elements does': {
    modifiers: 'contains',
    values: 'admin',
    matches: [['x', 'my-admin'], [['admin']]],
    others: [[], ['x']],
  },
  'an object is compared as its compact JSON': {
    modifiers: 'contains',
    values: '"Status":"Suspended"',
    matches: [{ Status: 'Suspended' }, { a: { Status: 'suspended' } }],
    others: [{ Status: 'Enabled' }],
  },
};

const rows = Object.entries(cases).map(([title, example]) => ({ title, example }));

describe('an item', () => {
  it.each(rows)('$title', ({ example }) => {
    const matches = compileCase(example);
    expect(example.matches.filter((value) => !matches(value))).toEqual([]);
    expect(example.others.filter(matches)).toEqual([]);
  });

  it.each<[string, readonly ItemInput[], string]>([
    ['a|contain', ['x'], "unknown modifier 'contain' (did you mean 'contains'?)"],
    ['a|frobnicate', ['x'], "unknown modifier 'frobnicate'"],
    ['a|', ['x'], "unknown modifier ''"],
    ['a', [], 'its list of values is empty'],
    ['a|contains', [null], "'contains' needs text, not null"],
    ['a|base64', ['a*'], "'base64' needs text without wildcards"],
    ['a|contains|base64', ['a'], "'base64' needs text without wildcards"],
    ['a|contains|re', ['x'], "'re' cannot follow 'contains': write it first"],
    ['a|contains|cidr', ['10.0.0.0/8'], "'cidr' cannot follow 'contains': write it first"],
    ['a|contains|exists', [true], "'exists' cannot follow 'contains': write it first"],
    ['a|re', ['(?=x)'], 'invalid regular expression: invalid or unsupported Perl syntax: `(?=`'],
    ['a|re', [''], 'the regular expression is empty'],
    ['a|i', ['x'], "'i' needs a regular expression: write it after 're'"],
    ['a|re|cased', ['x'], "'cased' has a meaning only for text"],
    ['a|exists|cased', [true], "'cased' has a meaning only for text"],
    ['a|re|wide', ['x'], "'wide' cannot follow the modifiers before it"],
    ['a|gt|contains', [written('1')], "'contains' needs text"],
    ['a|gt', ['many'], "'gt' needs a number, found 'many'"],
    ['a|gt', [true], "'gt' needs a number, found another value"],
    ['a|hour', ['noon'], "'hour' needs a number, found 'noon'"],
    ['a|hour|day', [written('1')], "'day' needs a number, found another value"],
    ['a|exists', ['maybe'], "'exists' needs true or false"],
    ['a|cidr', ['10.0.0.0/33'], "'cidr' needs a network such as 10.0.0.0/8, found '10.0.0.0/33'"],
    ['a|cidr', ['10.*'], "'cidr' needs a network such as 10.0.0.0/8, found '10.*'"],
    ['a|fieldref', ['b*'], "'fieldref' needs the name of a field, without wildcards, found 'b*'"],
    ['a|fieldref', [''], "'fieldref' needs the name of a field"],
    ['a|windash', ['-a -b -c -d'], "'windash' needs text with at most 3 dashes before words"],
    ['|startswith', ['x'], "'startswith' needs a field"],
    ['|exists', [true], "'exists' needs a field"],
    ['', [null], 'a keyword cannot be null'],
    ['', [''], 'a keyword is empty: it would be in every event'],
    [
      'trailscan.outcom',
      ['x'],
      "'trailscan.outcom' is not an attribute (did you mean 'trailscan.outcome'?)",
    ],
    ['a|fieldref', ['trailscan.nothing-like'], "'trailscan.nothing-like' is not an attribute"],
    ['a|expand', ['%x%'], 'the placeholder %x% has no value: give it one'],
    ['a|expand', ['%constructor%'], 'the placeholder %constructor% has no value: give it one'],
  ])('refuses %s with the values %j, and says why', (name, values, reason) => {
    const failure = errorOf(() => parseItem(name, values));
    expect(failure).toBeInstanceOf(UsageError);
    expect((failure as UsageError).message).toBe(reason);
  });

  it('names the placeholder that has no value', () => {
    const failure = errorOf(() => parseItem('a|expand', ['x%servers%']));
    expect(failure).toBeInstanceOf(MissingPlaceholder);
    expect((failure as MissingPlaceholder).placeholder).toBe('servers');
  });

  it('refuses placeholders whose values give too many texts', () => {
    const many = Array.from({ length: 101 }, (_, at) => String(at));
    const failure = errorOf(() => parseItem('a|expand', ['%x%%x%'], { placeholders: { x: many } }));
    expect(failure).toHaveProperty('message', 'its placeholders give more than 10000 values');
  });

  it('warns about null among other values, and about all with a single value', () => {
    const warnings: string[] = [];
    const warn = (reason: string) => void warnings.push(reason);
    parseItem('a', [null, 'x'], { warn });
    parseItem('a|all', ['x'], { warn });
    parseItem('a', [null], { warn });
    expect(warnings).toEqual([
      'null is one of several values: it should be a search identifier of its own',
      "'all' has no meaning for a single value",
    ]);
  });

  it('compares two fields', () => {
    const detects = (name: string, event: unknown) =>
      compileWhere(parseItem(name, ['requestParameters.userName']))(event);
    const user = (userName: string, arn: string) => ({
      userIdentity: { arn },
      requestParameters: { userName },
    });
    expect(detects('userIdentity.arn|fieldref', user('Alice', 'alice'))).toBe(true);
    expect(detects('userIdentity.arn|fieldref|cased', user('Alice', 'alice'))).toBe(false);
    expect(detects('userIdentity.arn|fieldref', user('alice', 'arn:user/alice'))).toBe(false);
    expect(detects('userIdentity.arn|fieldref|endswith', user('alice', 'arn:user/alice'))).toBe(
      true,
    );
    expect(detects('userIdentity.arn|fieldref|startswith', user('arn:', 'arn:user/alice'))).toBe(
      true,
    );
    expect(detects('userIdentity.arn|fieldref|contains', user('user', 'arn:user/alice'))).toBe(
      true,
    );
    expect(detects('userIdentity.arn|fieldref|neq', user('bob', 'alice'))).toBe(true);
    expect(detects('userIdentity.arn|fieldref|neq', user('alice', 'alice'))).toBe(false);
  });

  it('calls src_ip by the name that CloudTrail has for it, also as another field', () => {
    const event = { sourceIPAddress: '10.0.0.1', requestParameters: { ip: '10.0.0.1' } };
    expect(compileWhere(parseItem('src_ip|cidr', ['10.0.0.0/8']))(event)).toBe(true);
    expect(compileWhere(parseItem('requestParameters.ip|fieldref', ['src_ip']))(event)).toBe(true);
  });

  it('takes networks for the values of a placeholder of source addresses only', () => {
    const options = { placeholders: { ranges: ['10.0.0.0/8', '192.0.2.1'] } };
    const matches = compileWhere(parseItem('sourceIPAddress|expand', ['%ranges%'], options));
    expect(matches({ sourceIPAddress: '10.9.9.9' })).toBe(true);
    expect(matches({ sourceIPAddress: '192.0.2.1' })).toBe(true);
    expect(matches({ sourceIPAddress: '192.0.2.2' })).toBe(false);
    const elsewhere = compileWhere(
      parseItem('requestParameters.cidrIp|expand', ['%ranges%'], options),
    );
    expect(elsewhere({ requestParameters: { cidrIp: '10.0.0.0/8' } })).toBe(true);
    expect(elsewhere({ requestParameters: { cidrIp: '10.9.9.9' } })).toBe(false);
  });

  it('finds keywords anywhere in the event', () => {
    const event = { eventName: 'GetObject', requestParameters: { key: ['a "b"', 7] } };
    const finds = (name: string, ...values: ItemInput[]) =>
      compileWhere(parseItem(name, values))(event);
    expect(finds('', 'getobject')).toBe(true);
    expect(finds('', 'nothing', 'a "b"')).toBe(true);
    expect(finds('', 'nothing')).toBe(false);
    expect(finds('|all', 'getobject', '"key"')).toBe(true);
    expect(finds('|all', 'getobject', 'nothing')).toBe(false);
    expect(finds('|contains', 'tobj')).toBe(true);
    expect(finds('|cased', 'getobject')).toBe(false);
    expect(finds('|re', '"eventName":"Get[A-Z]')).toBe(true);
    expect(finds('', written('7'))).toBe(true);
    expect(finds('|neq', 'nothing')).toBe(true);
  });
});

function errorOf(work: () => unknown): unknown {
  try {
    work();
  } catch (error) {
    return error;
  }
  return undefined;
}
