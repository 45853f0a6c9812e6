import { forTerminal } from '../../format/text/sanitize.ts';

/** Markup that is known to be safe: only `html` and `markup` create it. */
export interface Html {
  readonly [safe]: string;
}

const safe = Symbol('safe markup');

/**
 * A value in a template. `undefined` and `false` show nothing; elements of a list are joined
 * without commas.
 */
export type HtmlValue = string | number | Html | undefined | false | readonly HtmlValue[];

/**
 * Returns the markup of a template. A value that is not markup is text: it is escaped for an
 * element or a quoted attribute, and unseen characters are shown as escapes.
 */
export function html(parts: TemplateStringsArray, ...values: readonly HtmlValue[]): Html {
  return markup(parts.reduce((text, part, at) => text + htmlText(values[at - 1]) + part));
}

/**
 * Treats text as markup without escaping it. Only for text that this program made and escaped
 * itself.
 */
export function markup(text: string): Html {
  return { [safe]: text };
}

/** Returns the value as the text of an HTML or XML document. */
export function htmlText(value: HtmlValue): string {
  if (value === undefined || value === false) return '';
  if (isList(value)) return value.map(htmlText).join('');
  return typeof value === 'object' ? value[safe] : escapeText(String(value));
}

/**
 * Escapes text for an element or a quoted attribute of HTML or XML. U+FFFE and U+FFFF, which XML
 * does not allow (XML 1.0, "Characters"), are shown as escapes.
 */
export function escapeText(text: string): string {
  return forTerminal(text)
    .replace(/[&<>"']/g, (char) => entities[char] ?? char)
    .replace(/[\uFFFE\uFFFF]/g, (char) => `\\u${char.charCodeAt(0).toString(16)}`);
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** The type of `Array.isArray` does not narrow readonly arrays. */
function isList(value: HtmlValue): value is readonly HtmlValue[] {
  return Array.isArray(value);
}
