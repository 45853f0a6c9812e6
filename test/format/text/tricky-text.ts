import fc from 'fast-check';

/** Characters that join with their neighbours, take two cells or none, or make terminals act. */
const tricky = fc.constantFrom(
  ...['\u0301', '👍', '🏽', '🇩', '🇪', '❤', '\ufe0f', '\u200d', 'ﾞ', 'क', 'ा', '्', 'ᄀ', 'ᅡ', 'ᆨ'],
  ...['東', '…', '\x1b', '\x9b', '\r', '\n', '\t', '\b', '\u202e', '\u2028', '\ud83d', '\u00ad'],
  ...['|', '`', '<', '=', ',', '"', "'", '\\', ' ', 'a', 'Z', '[31m', 'arn:'],
);

/** Text as an attacker may write it, in any script. */
export const trickyText = fc
  .array(fc.oneof(tricky, fc.string({ unit: 'binary', maxLength: 2 })), { maxLength: 40 })
  .map((pieces) => pieces.join(''));
