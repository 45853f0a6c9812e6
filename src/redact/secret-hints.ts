/**
 * Returns whether there may be a secret in the text: a quick test, because most events have none.
 * It is true for every text that `redactText` would change. Bytes of UTF-8 may be given as Latin-1.
 */
export function mayHoldSecret(text: string): boolean {
  return hints.some((hint) => hint.test(text));
}

/** Parts of the names in `secret-names.ts` and of the forms in `secret-forms.ts`. */
const words = [
  'pass(?:w|phrase|code|["%\\\\])|[_-]pass|dbpass|userpass|pwd|secret(?!smanager|id|arn|name)|plaintext',
  '(?<!next|client|request|page|creation)token|private(?!ip|dns)|signature(?!version)|string[_ -]?seed',
  'environment|env[_ -]?var|user[_ -]?data|authorization|assertion|cookie|cak["%\\\\]|sig(?:=|%3D)',
  '(?:shared|auth|api|stream|host|activation|customer)[_ -]?key|access[_ -]?key(?![_ -]?id)',
  'key[_ -]?material|(?:auth|ation|user|mfa|device)[_ -]?code|code[_ -]?verifier|qr[_ -]?code',
  'saml[_ -]?response|auth[_ -]?credentials|connection[_ -]?string|gateway[_ -]?config|amz-cred',
  '%[57]b%|awsaccesskeyid=|IQoJb3JpZ2lu|GZXIvYXdz|FQoDYXdz|AgoJb3JpZ2lu|bearer |basic |hooks\\.slack',
  'eyJ|gh[pousr]_|github_pat|glpat-|gls?[ac]_|xox|[sr]k[_-]|AIza|npm_|pypi-|SG\\.|hf_|dckr_|da2-',
];

/** Several expressions are faster than one in which something may stand before a word. */
const hints: readonly RegExp[] = [
  new RegExp(words.join('|'), 'i'),
  /:\/\/[^\s/@"]{1,600}@/,
  // An access key ID with something else in the same text.
  /A(?:KIA|SIA)[A-Z0-9]{16}[^"A-Z0-9]|[^"A-Z0-9]A(?:KIA|SIA)[A-Z0-9]{16}/,
  // Names may be written with escapes.
  /\\u00[46-7]/i,
];
