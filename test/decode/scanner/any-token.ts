import fc from 'fast-check';

// Bytes of JSON text are written as strings with one character for each byte, so that they can be
// joined as text and need not be UTF-8.

/** Options of writing JSON text. */
export interface Writing {
  /** The text between tokens. */
  readonly gap: fc.Arbitrary<string>;
  /** Whether the text occasionally contains something that is not JSON or not UTF-8. */
  readonly isDirty: boolean;
}

/** Returns the bytes of the text in UTF-8, one character each. */
export function inBytes(text: string): string {
  return Buffer.from(text).toString('latin1');
}

export const noGap = fc.constant('');

/** White space of every kind, and of lengths around the scanner's blocks. */
export const anyGap = fc.oneof(
  { weight: 6, arbitrary: noGap },
  {
    weight: 4,
    arbitrary: fc.constantFrom(' ', '\n', '\t', '\r', '\r\n', '\n    ', '  \t\r\n '),
  },
  { weight: 1, arbitrary: lengthsAround(16).map((length) => ' '.repeat(length)) },
);

/** In dirty text, one of this many tokens is not JSON. */
const cleanTokens = 150;

/** Returns `clean`; in dirty text, rarely `dirty` instead. */
function seldom(
  { isDirty }: Writing,
  clean: fc.Arbitrary<string>,
  dirty: fc.Arbitrary<string>,
): fc.Arbitrary<string> {
  if (!isDirty) return clean;
  return fc.oneof({ weight: cleanTokens, arbitrary: clean }, { weight: 1, arbitrary: dirty });
}

/** Writes a gap, or something that only looks like white space. */
export function gaps(writing: Writing): fc.Arbitrary<string> {
  const wrong = fc.constantFrom(
    '\f',
    '\v',
    '\0',
    '\xa0',
    inBytes('\u00a0'),
    inBytes('\ufeff'),
    '/**/',
    ',',
    ';',
    '}',
    ']',
    '"',
    '\\',
  );
  return seldom(writing, writing.gap, wrong);
}

const plain = fc.string({ unit: fc.constantFrom(...'aZ09 {}[]:,/-_.$@#\x7f'), maxLength: 12 });

const escapes = fc.constantFrom(
  ...['\\"', '\\\\', '\\/', '\\b', '\\f', '\\n', '\\r', '\\t', '\\u0041', '\\u00E9', '\\u0000'],
  ...['\\u0022', '\\u005c', '\\ud83d\\ude00', '\\ud800', '\\uDFFF', '\\udc00\\ud800', '\\uFFFF'],
);

const characters = fc
  .constantFrom(
    'é',
    '\u0080',
    '\u07ff',
    '\u0800',
    '€',
    '\u2028',
    '\ufeff',
    '\ufffd',
    '\uffff',
    '\ud7ff',
    '\ue000',
    '😀',
    '\u{10000}',
    '\u{10ffff}',
  )
  .map(inBytes);

/** Text about as long as one or several blocks of 16 or 64 bytes. */
const fillings = fc.oneof(lengthsAround(16), lengthsAround(64)).map((length) => 'x'.repeat(length));

/** Text that contains keys and values of events. */
const traps = fc.constantFrom(
  '\\"eventName\\":\\"Hidden\\"',
  '{\\"eventID\\":\\"hidden\\"}',
  '\\\\\\"}]',
  '\\"Records\\":[',
  '\\\\',
  'aws:s3',
);

/** Content that is not allowed in a JSON string, or not UTF-8. */
const wrongContent = fc.constantFrom(
  ...[
    '\\x',
    '\\u12',
    '\\u12g4',
    '\\U0041',
    '\\',
    '\\\n',
    '\0',
    '\x01',
    '\x1f',
    '\n',
    '\t',
    '"',
    '""',
  ],
  ...[
    '\x80',
    '\xbf',
    '\xc3',
    '\xc0\xaf',
    '\xc1\xbf',
    '\xe0\x9f\xbf',
    '\xed\xa0\x80',
    '\xed\xbf\xbf',
  ],
  ...[
    '\xe2\x82',
    '\xe2\x28\xa1',
    '\xf0\x8f\xbf\xbf',
    '\xf4\x90\x80\x80',
    '\xf5\x80\x80\x80',
    '\xf0\x9f\x98',
    '\xf8\x88\x80\x80\x80',
    '\xff',
    '\xfe',
  ],
);

/** A string with its quotes. */
export function strings(writing: Writing): fc.Arbitrary<string> {
  const part = fc.oneof(
    { weight: 6, arbitrary: plain },
    { weight: 2, arbitrary: escapes },
    { weight: 2, arbitrary: characters },
    { weight: 1, arbitrary: fillings },
    { weight: 1, arbitrary: traps },
  );
  return fc
    .array(seldom(writing, part, wrongContent), { maxLength: 4 })
    .map((parts) => `"${parts.join('')}"`);
}

/** Numbers in all forms of JSON, some of which no double can hold. */
const numbers = fc.oneof(
  fc.constantFrom(
    ...[
      '0',
      '-0',
      '1',
      '-1',
      '10',
      '0.5',
      '-0.05',
      '1e5',
      '1E5',
      '1e+5',
      '1e-5',
      '-1.5E-10',
      '0e0',
    ],
    ...[
      '12345678901234567890',
      '1.7976931348623157e309',
      '1e-400',
      '0.1000000000000000055511151231257827',
    ],
  ),
  fc.integer().map(String),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => JSON.stringify(number)),
);

const wrongLiterals = fc.constantFrom(
  ...[
    '01',
    '00',
    '-01',
    '-',
    '+1',
    '1.',
    '.5',
    '-.5',
    '1.e3',
    '1e',
    '1e+',
    '1.5E-',
    '0x1',
    '1_0',
    '--1',
    '1-1',
    '2ed',
  ],
  ...[
    'NaN',
    'Infinity',
    '-Infinity',
    'True',
    'nul',
    'nulll',
    'truefalse',
    'tru',
    'fals',
    'undefined',
    'True',
    'n',
    "'a'",
    '',
  ],
);

/** A number, true, false or null. */
export function literals(writing: Writing): fc.Arbitrary<string> {
  const clean = fc.oneof(numbers, fc.constantFrom('true', 'false', 'null'));
  return seldom(writing, clean, wrongLiterals);
}

function lengthsAround(block: number): fc.Arbitrary<number> {
  return fc
    .tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: -2, max: 2 }))
    .map(([blocks, more]) => blocks * block + more);
}
