import { forTerminal } from '../../format/text/sanitize.ts';

/** Markup that is known to be safe: nothing but `html` and `markup` make it. */
export interface Html {
  readonly [safe]: string;
}

const safe = Symbol('safe markup');

/** What can stand in a template. Nothing is shown for `undefined` and `false`; a list has no commas. */
export type HtmlValue = string | number | Html | undefined | false | readonly HtmlValue[];

/**
 * Markup of a template, in which every value that is not markup itself is text: it is escaped, for an
 * element or for an attribute in double quotes, and unseen characters are shown as escapes.
 */
export function html(parts: TemplateStringsArray, ...values: readonly HtmlValue[]): Html {
  return markup(parts.reduce((text, part, at) => text + htmlText(values[at - 1]) + part));
}

/** Takes text for markup as it is. Only for what this program made and escaped itself. */
export function markup(text: string): Html {
  return { [safe]: text };
}

/** The value as text of an HTML or XML document. */
export function htmlText(value: HtmlValue): string {
  if (value === undefined || value === false) return '';
  if (isList(value)) return value.map(htmlText).join('');
  return typeof value === 'object' ? value[safe] : escapeText(String(value));
}

/**
 * The text inside an element or a quoted attribute of HTML or XML, of which the latter has no place for
 * two characters (XML 1.0, "Characters"): they are shown as escapes.
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

/** `Array.isArray` does not tell lists that cannot be changed. */
function isList(value: HtmlValue): value is readonly HtmlValue[] {
  return Array.isArray(value);
}
