import fc from 'fast-check';
import { type FieldShape, type RecordShape, recordShape } from '../../../src/event/record-shape.ts';
import { gaps, inBytes, literals, strings, type Writing } from './any-token.ts';

const topKeys = Object.keys(recordShape);

/** Fields with more requirements and more content than others. */
const richFields = [
  'userIdentity',
  'requestParameters',
  'responseElements',
  'additionalEventData',
  'resources',
];

/** Keys that the code reads, and some that only look so. */
const keys = fc
  .oneof(
    { weight: 6, arbitrary: fc.constantFrom(...topKeys) },
    {
      weight: 3,
      arbitrary: fc.constantFrom(
        ...['type', 'arn', 'ARN', 'accountId', 'sessionContext', 'sessionIssuer', 'attributes'],
        ...['mfaAuthenticated', 'userName', 'UserName', 'MFAUsed', 'a', 'b', 'items', 'instanceId'],
      ),
    },
    {
      weight: 2,
      arbitrary: fc.constantFrom(
        ...['', '__proto__', 'constructor', 'toString', 'Records', 'Events', 'events', 'logEvents'],
        ...['detail', 'message', 'eventNam', 'eventNames', 'eventname', 'EventName', 'eventTime '],
        ...['configurationItems', 'x'.repeat(8), 'x'.repeat(16), 'x'.repeat(64), 'é', 'evéntName'],
      ),
    },
  )
  .map((key) => inBytes(`"${key}"`));

/** Keys with one character written as an escape. */
const escapedKeys = fc
  .tuple(fc.constantFrom(...topKeys, 'type', 'a', 'Records'), fc.nat())
  .map(([key, at]) => {
    const index = at % key.length;
    const written = `\\u${key.charCodeAt(index).toString(16).padStart(4, '0')}`;
    return `"${key.slice(0, index)}${written}${key.slice(index + 1)}"`;
  });

const digits = (length: number, max: number) =>
  fc.integer({ min: 0, max }).map((number) => String(number).padStart(length, '0'));

/** Times in CloudTrail's format; some are not on the calendar. */
const dates = fc
  .tuple(digits(4, 9999), digits(2, 13), digits(2, 32), digits(2, 24), digits(2, 60), digits(2, 60))
  .map(
    ([year, month, day, hour, minute, second]) =>
      `${year}-${month}-${day}T${hour}:${minute}:${second}Z`,
  );

const oddTimes = fc.constantFrom(
  ...['2026-11-19T08:00:00.000Z', '2026-11-19T08:00Z', '2026-11-19T08:00:00+01:00'],
  ...['2026-11-19T08:00:00+0100', '2026-11-19 08:00:00Z', '2026-11-19t08:00:00z', 'yesterday', ''],
  ...['20261119T080000Z', '2026-11-19T08:00:00ZZ', ' 2026-11-19T08:00:00Z', '2026-1a-19T08:00:00Z'],
  ...[
    '2026-11-19T08-00:00Z',
    '2026/11/19T08:00:00Z',
    '2026-11-19T08:00:00\\u005a',
    '٢٠٢٦-11-19T08:00:00Z',
  ],
  ...[
    '2024-02-29T00:00:00Z',
    '2023-02-29T00:00:00Z',
    '1900-02-28T23:59:59Z',
    '1900-03-01T00:00:00Z',
  ],
  ...[
    '2000-02-29T12:00:00Z',
    '2026-04-31T00:00:00Z',
    '1969-12-31T23:59:59Z',
    '1970-01-01T00:00:00Z',
  ],
  ...[
    '0000-01-01T00:00:00Z',
    '0000-02-28T00:00:00Z',
    '0000-03-01T00:00:00Z',
    '0001-01-01T00:00:00Z',
  ],
  ...[
    '9999-12-31T23:59:59Z',
    '2026-11-19T24:00:00Z',
    '2026-11-19T23:59:60Z',
    '2026-00-01T00:00:00Z',
  ],
);

const times = fc
  .oneof(
    { weight: 12, arbitrary: fc.constant('2026-11-19T08:00:00Z') },
    { weight: 3, arbitrary: dates },
    { weight: 1, arbitrary: oddTimes },
  )
  .map((time) => inBytes(`"${time}"`));

const sources = mostly(
  ['s3.amazonaws.com', 'ec2.amazonaws.com', 'signin.amazonaws.com'],
  ['aws:s3', 'aws:', 'aws', 'aws.s3', '\\u0061ws:s3', '', 'é'],
);
const names = mostly(
  ['GetObject', 'ConsoleLogin'],
  ['Get\\u004fbject', '', 'é', 'a b', '\\n', 'x'.repeat(1100)],
);
const ids = mostly(
  ['1', '2', '3', '11111111-2222-4333-8444-555555555555'],
  ['', 'é', 'i\\u0064', ' ', 'i'.repeat(1000), 'i'.repeat(1020), 'i'.repeat(5000)],
);

function mostly(usual: readonly string[], odd: readonly string[]): fc.Arbitrary<string> {
  return fc.oneof(
    { weight: 15, arbitrary: fc.constantFrom(...usual) },
    { weight: 1, arbitrary: fc.constantFrom(...odd) },
  );
}

/** Writes the text of an object that is an event, nearly one, or something else. */
export function recordTexts(writing: Writing): fc.Arbitrary<string> {
  const gap = gaps(writing);
  const string = strings(writing);
  const { value, object } = values(writing);
  const quoted = (texts: fc.Arbitrary<string>) => texts.map((text) => inBytes(`"${text}"`));
  const orOther = (right: fc.Arbitrary<string>) =>
    fc.oneof({ weight: 30, arbitrary: right }, { weight: 1, arbitrary: value });
  const member = (key: string, text: fc.Arbitrary<string>) =>
    text.map((text): Member => [`"${key}"`, text]);

  const required = fc
    .tuple(
      member('eventTime', orOther(times)),
      member('eventSource', orOther(quoted(sources))),
      member('eventName', orOther(quoted(names))),
      member('eventID', orOther(quoted(ids))),
    )
    .chain((members) =>
      fc.oneof(
        { weight: 20, arbitrary: fc.constant(members) },
        { weight: 1, arbitrary: fc.subarray(members) },
      ),
    );
  const parts = { string, literal: literals(writing), value, gap };
  const shapedBy = (keys: readonly string[]) =>
    fc.oneof(
      ...Object.entries(recordShape)
        .filter(([key]) => keys.includes(key))
        .map(([key, shape]) => member(key, orOther(shapedValue(shape, parts)))),
    );
  const shaped = fc.oneof(shapedBy(topKeys), shapedBy(richFields));
  const others = fc.tuple(keys, value);
  const escaped = fc.tuple(escapedKeys, value);
  const optional = fc.array(
    fc.oneof(
      { weight: 20, arbitrary: shaped },
      { weight: 3, arbitrary: others },
      { weight: 1, arbitrary: escaped },
    ),
    { maxLength: 6 },
  );
  const event = fc
    .tuple(required, optional, fc.boolean())
    .chain(([first, more, isShuffled]) => {
      const members = distinctMostly([...first, ...more]);
      if (!isShuffled) return fc.constant(members);
      return fc.shuffledSubarray(members, { minLength: members.length });
    })
    .chain((members) => joinedObject(members, gap));
  return fc.oneof(
    { weight: 20, arbitrary: event },
    { weight: 1, arbitrary: object },
    { weight: 1, arbitrary: value },
  );
}

/** A key in its quotes, and a value. */
type Member = readonly [key: string, value: string];

/** Removes repeated members of a key, except about every third. */
function distinctMostly(members: readonly Member[]): Member[] {
  const seen = new Set<string>();
  return members.filter(([key, value]) => {
    const isFirst = !seen.has(key);
    seen.add(key);
    return isFirst || value.length % 3 === 0;
  });
}

interface Parts {
  readonly string: fc.Arbitrary<string>;
  readonly literal: fc.Arbitrary<string>;
  readonly value: fc.Arbitrary<string>;
  readonly gap: fc.Arbitrary<string>;
}

/** Writes a value that the shape allows, more or less. */
function shapedValue({ kinds, fields }: FieldShape, parts: Parts): fc.Arbitrary<string> {
  const options: fc.Arbitrary<string>[] = [];
  if (kinds.includes('string')) options.push(parts.string);
  if (kinds.includes('null')) options.push(fc.constant('null'));
  if (kinds.includes('boolean')) options.push(fc.constantFrom('true', 'false'));
  if (fields) {
    const object = shapedObject(fields, parts);
    if (kinds.includes('object')) options.push(object, object);
    if (kinds.includes('array'))
      options.push(joinedArray(fc.array(object, { maxLength: 3 }), parts.gap));
  } else if (kinds.includes('object')) {
    options.push(parts.value, parts.value);
  }
  return fc.oneof(...options);
}

function shapedObject(shape: RecordShape, parts: Parts): fc.Arbitrary<string> {
  const member = fc.oneof(
    {
      weight: 12,
      arbitrary: fc.oneof(
        ...Object.entries(shape).map(([key, field]) =>
          shapedValue(field, parts).map((value): Member => [`"${key}"`, value]),
        ),
      ),
    },
    { weight: 2, arbitrary: fc.tuple(keys, parts.value) },
  );
  return fc
    .array(member, { maxLength: 4 })
    .chain((members) => joinedObject(distinctMostly(members), parts.gap));
}

/** Any value, and any object. */
function values(writing: Writing) {
  const gap = gaps(writing);
  return fc.letrec<{ value: string; object: string; array: string }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 4, depthSize: 'small' },
      { weight: 2, arbitrary: strings(writing) },
      { weight: 2, arbitrary: literals(writing) },
      { weight: 1, arbitrary: tie('object') },
      { weight: 1, arbitrary: tie('array') },
    ),
    object: fc
      .array(fc.tuple(keys, tie('value')), { maxLength: 4 })
      .chain((members) => joinedObject(members, gap)),
    array: joinedArray(fc.array(tie('value'), { maxLength: 4 }), gap),
  }));
}

function joinedObject(members: readonly Member[], gap: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return withGaps(members.length * 4 + 1, gap).map(([first = '', ...rest]) => {
    const texts = members.map(([key, value], index) => {
      const [a = '', b = '', c = '', d = ''] = rest.slice(index * 4);
      return `${a}${key}${b}:${c}${value}${d}`;
    });
    return `{${texts.length === 0 ? first : texts.join(',')}}`;
  });
}

function joinedArray(
  items: fc.Arbitrary<string[]>,
  gap: fc.Arbitrary<string>,
): fc.Arbitrary<string> {
  return items.chain((texts) =>
    withGaps(texts.length * 2 + 1, gap).map(([first = '', ...rest]) => {
      const spaced = texts.map((text, index) => `${rest[index * 2]}${text}${rest[index * 2 + 1]}`);
      return `[${texts.length === 0 ? first : spaced.join(',')}]`;
    }),
  );
}

function withGaps(count: number, gap: fc.Arbitrary<string>): fc.Arbitrary<string[]> {
  return fc.array(gap, { minLength: count, maxLength: count, size: 'max' });
}
