/**
 * Masks the secrets in a text: in JSON those under the names of secrets, and in every text those of
 * a known form. JSON in strings of JSON is read, too.
 */
import {
  type JsonNode,
  type JsonObject,
  type JsonScalar,
  parseTree,
  stringIn,
} from './json-tree.ts';
import { isShown, mask, maskForms } from './secret-forms.ts';
import { mayHoldSecret } from './secret-hints.ts';
import { kindOfName } from './secret-names.ts';

/** The meaning of the names above a value: it is a secret, an environment variable, or neither. */
export type Within = 'other' | 'secret' | 'variables';

/**
 * Returns the text with its secrets masked; the same text if it has no secrets. In JSON, everything
 * else stays as it is written. Text that is not JSON is only searched for the forms of secrets,
 * whatever it is within.
 */
export function redactText(text: string, within: Within = 'other', nesting = 0): string {
  if (within === 'other' && !mayHoldSecret(text)) return text;
  if (nesting > maxNesting) return mask;
  if (/^%(?:5B|7B)/i.test(text)) return redactEncoded(text, within, nesting);
  return (/^\s*[{[]/.test(text) && redactJson(text, within, nesting)) || maskForms(text);
}

/** More than any text has in which quotation marks are escaped again at every level. */
const maxNesting = 12;

/** IAM returns policies percent-encoded. */
function redactEncoded(text: string, within: Within, nesting: number): string {
  try {
    const decoded = decodeURIComponent(text);
    const redacted = redactText(decoded, within, nesting + 1);
    return redacted === decoded ? text : encodeURIComponent(redacted);
  } catch {
    return maskForms(text);
  }
}

/** The text of one or several JSON values, and what to replace in it. */
interface Redaction {
  readonly text: string;
  readonly nesting: number;
  readonly edits: { readonly start: number; readonly end: number; readonly by: string }[];
}

/**
 * Redacts values of JSON, with commas between them, and any text after them; undefined when the
 * text does not begin with JSON.
 */
function redactJson(text: string, within: Within, nesting: number): string | undefined {
  const redaction: Redaction = { text, nesting, edits: [] };
  let parsed = 0;
  for (let node = parseTree(text, 0); node; node = parseTree(text, parsed)) {
    collect(redaction, node, within);
    between.lastIndex = node.end;
    parsed = between.test(text) ? between.lastIndex : node.end;
  }
  if (parsed === 0) return undefined;
  let redacted = '';
  let end = 0;
  for (const edit of redaction.edits) {
    redacted += text.slice(end, edit.start) + edit.by;
    end = edit.end;
  }
  return redacted + text.slice(end, parsed) + maskForms(text.slice(parsed));
}

const between = /[\s,]+/y;

function collect(redaction: Redaction, node: JsonNode, within: Within): void {
  switch (node.kind) {
    case 'object':
      collectMembers(
        redaction,
        node,
        within === 'variables' && isDescribed(node) ? 'other' : within,
      );
      return;
    case 'list':
      for (const item of node.items) {
        if (within === 'variables' && item.kind === 'object' && hasValue(item)) {
          collectMembers(redaction, item, 'other', true);
        } else {
          collect(redaction, item, within);
        }
      }
      return;
    case 'string':
    case 'other':
      collectScalar(redaction, node, within);
      return;
    default:
      node satisfies never;
  }
}

/** Returns whether the object describes an environment, as CodeBuild's does. */
function isDescribed({ members }: JsonObject): boolean {
  // Variables are called ARN, too, but not arn.
  return members.some(({ name }) => /^(?:arn|compute_?[tT]ype)$/.test(name));
}

function hasValue({ members }: JsonObject): boolean {
  return members.some(({ name }) => kindOfName(name) === 'pair-value');
}

function collectMembers(
  redaction: Redaction,
  object: JsonObject,
  within: Within,
  isSecret = isSecretPair(redaction.text, object),
): void {
  for (const { name, value } of object.members) {
    const kind = kindOfName(name);
    if (kind === 'variables' && value.kind === 'string' && within === 'other') {
      // The name of an environment, or its variables as JSON.
      collectText(redaction, value, 'variables');
    } else if (kind === 'pair-value' && isSecret) {
      collect(redaction, value, 'secret');
    } else if (kind === 'secret' || kind === 'variables') {
      collect(redaction, value, kind);
    } else {
      collect(redaction, value, within === 'secret' && kind === 'describing' ? 'other' : within);
    }
  }
}

/** Returns whether the object has the name of a secret beside its value. */
function isSecretPair(text: string, { members }: JsonObject): boolean {
  return members.some(({ name, value }) => {
    if (value.kind !== 'string') return false;
    const content = stringIn(text, value) ?? '';
    if (/^namespace$/i.test(name)) return content.endsWith(':application:environment');
    return kindOfName(name) === 'pair-name' && kindOfName(content) === 'secret';
  });
}

function collectScalar(redaction: Redaction, node: JsonScalar, within: Within): void {
  if (within === 'other') {
    if (node.kind === 'string') collectText(redaction, node, within);
    return;
  }
  const value = node.kind === 'string' ? stringIn(redaction.text, node) : textOf(redaction, node);
  if (value === undefined || !isShown(value)) replace(redaction, node, mask);
}

function collectText(redaction: Redaction, node: JsonScalar, within: Within): void {
  const value = stringIn(redaction.text, node);
  if (value === undefined) return;
  const redacted = redactText(value, within, redaction.nesting + 1);
  if (redacted !== value) replace(redaction, node, redacted);
}

function textOf({ text }: Redaction, { start, end }: JsonScalar): string {
  return text.slice(start, end);
}

function replace({ edits }: Redaction, { start, end }: JsonScalar, by: string): void {
  edits.push({ start, end, by: JSON.stringify(by) });
}
