/** Secrets that are known by the form of a text, wherever it is. */
import { ownText } from '../event/own-property.ts';
import { isSecretInQuery } from './secret-names.ts';

/** The text that replaces a secret. */
export const mask = '(redacted)';

/**
 * Returns whether a value is shown although its name is that of a secret: AWS has masked it, or it
 * only says where the secret is kept or which key it belongs to.
 */
export function isShown(value: string): boolean {
  return shown.test(value);
}

const shown = new RegExp(
  `^(?:${[
    '',
    '\\(redacted\\)',
    // As AWS masks values.
    'HIDDEN_DUE_TO_SECURITY_REASONS|\\*{3,}|\\*\\*redacted\\*\\*|<sensitiveDataRemoved>',
    'true|false|null',
    'arn:aws[a-z-]*:[^\\s,]+',
    '\\{\\{resolve:[^\\s{}]+\\}\\}',
    'A(?:KIA|SIA)[A-Z0-9]{16}',
  ].join('|')})$`,
  'i',
);

/** A form of secrets: matching text is masked, except the text of the group `before`. */
interface SecretForm {
  /** A lower-case phrase for the documentation. */
  readonly what: string;
  readonly pattern: RegExp;
}

/** The forms. Each pattern takes time in proportion to the text. */
export const secretForms: readonly SecretForm[] = [
  {
    what: 'private keys in PEM',
    pattern: /-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]{0,30}-----|$)/g,
  },
  {
    what: 'passwords in URLs: `postgres://user:…@host`',
    pattern: /(?<before>:\/\/[^\s:/@?#]{0,256}:)[^\s@/]{1,256}(?=@)/g,
  },
  {
    what: 'session tokens of AWS: `IQoJb3JpZ2lu…`, `FwoGZXIvYXdz…`',
    pattern: /\b(?:IQoJb3JpZ2lu|FwoGZXIvYXdz|FQoGZXIvYXdz|FQoDYXdz|AgoJb3JpZ2lu)[\w+/=%-]*/g,
  },
  { what: 'JSON Web Tokens: `eyJ….eyJ….…`', pattern: /\beyJ[\w-]{5,}\.[\w-]{5,}(?:\.[\w-]*)?/g },
  {
    what:
      'tokens of GitHub, GitLab, Slack, Stripe, OpenAI, Anthropic, Google, npm, PyPI, SendGrid, ' +
      'Docker, Grafana, Hugging Face and AppSync by their prefixes: `ghp_…`, `glpat-…`, `xoxb-…`',
    pattern: new RegExp(
      `\\b(?:${[
        'gh[pousr]_\\w{16,}|github_pat_\\w{16,}|glpat-[\\w-]{16,}|xox[a-z]-[\\w-]{10,}',
        '[sr]k_(?:live|test)_\\w{10,}|sk-(?:ant|proj|live)-[\\w-]{16,}|AIza[\\w-]{30,}',
        'npm_\\w{30,}|pypi-[\\w-]{30,}|SG\\.[\\w-]{16,}\\.[\\w-]{16,}|dckr_pat_[\\w-]{16,}',
        'glsa_\\w{24,}|glc_\\w{24,}|hf_\\w{24,}|da2-[a-z0-9]{26}',
      ].join('|')})`,
      'g',
    ),
  },
  {
    what: 'webhooks of Slack',
    pattern: /(?<before>hooks\.slack\.com\/(?:services|workflows)\/)[\w/]{10,}/g,
  },
  {
    what: 'credentials of an `Authorization` header: `Bearer …`, `Basic …`',
    pattern: /(?<before>\b(?:Bearer|Basic) )[\w+/.=~-]{12,}/gi,
  },
];

/** Ways to write a name and its value in a text. */
const named: readonly { readonly name: RegExp; readonly value: RegExp }[] = [
  // In a query, also an encoded one; a connection string, a command line, or a struct of Hive.
  {
    name: /(?<![\w.-])(?:26|3F)?([\w.-]{1,100})(?:=|%3D)/gi,
    value:
      /\(redacted\)|"[^"]*"?|'[^']*'?|(?:(?!%26|,\s|,[\w-]{1,100}=|[}\])]+(?:[\s,;&]|$))[^\s&;"'<>])+/iy,
  },
  // In a command line.
  { name: /(?<![^\s"'])(--?[a-z][\w-]{0,100})\s+/gi, value: /[^\s"'-][^\s"']*/y },
  // In JSON that was cut, or in something like JSON.
  {
    name: /\\*["']([\w.:/-]{1,100})\\*["']\s{0,9}:\s{0,9}/g,
    value: /\\*"(?:[^"\\]|\\(?!"(?:[\s,}\]]|$))[\s\S])*(?:\\*"|$)|'[^']*'?/y,
  },
];

const keyId = /A(?:KIA|SIA)[A-Z0-9]{16}/;
/** A secret access key has 40 characters; a hash of 40 has no capitals. */
const accessKey = /(?<![\w+/=])(?=[^A-Z]{0,39}[A-Z])(?=[^a-z]{0,39}[a-z])[\w+/]{40}(?![\w+/=])/g;

/** Returns the text with the secrets masked that are known by their form. */
export function maskForms(text: string): string {
  let masked = text;
  for (const { pattern } of secretForms) {
    masked = masked.replace(pattern, (...match) => `${beforeIn(match)}${mask}`);
  }
  for (const { name, value } of named) masked = maskNamed(masked, name, value);
  return keyId.test(masked) ? masked.replace(accessKey, mask) : masked;
}

/** Returns the group `before` of the arguments of a replacer. */
function beforeIn(match: readonly unknown[]): string {
  return ownText(match.at(-1), 'before') ?? '';
}

/** Masks the values that follow the name of a secret. */
function maskNamed(text: string, name: RegExp, value: RegExp): string {
  let masked = '';
  let end = 0;
  for (const match of text.matchAll(name)) {
    const start = match.index + match[0].length;
    if (match.index < end || !isSecretInQuery(match[1] ?? '')) continue;
    value.lastIndex = start;
    const [found = ''] = value.exec(text) ?? [];
    const [, open = '', content = '', close = ''] = quotes.exec(found) ?? [];
    if (isShown(content)) continue;
    masked += `${text.slice(end, start)}${open}${mask}${close}`;
    end = start + found.length;
  }
  return end === 0 ? text : masked + text.slice(end);
}

/** A text in quotation marks, or without them. */
const quotes = /^(\\*["']|)([\s\S]*?)(\\*["']|)$/;
