/**
 * Templates: the text of an event, or of a part of one, with slots for values that differ from
 * event to event. Events are made by joining strings, which is many times as fast as writing an
 * object as JSON.
 */

/** The kind of value that fills a slot. */
export type SlotKind =
  | 'account'
  | 'region'
  /** The eventTime. */
  | 'time'
  /** When the caller's session began. */
  | 'session-start'
  | 'session-name'
  | 'session-key'
  /** The key of an IAM user: the same for all of the user's calls in an account. */
  | 'user-key'
  /** One of a few hundred keys. */
  | 'any-key'
  /** The userIdentity, as JSON. */
  | 'identity'
  /** The userAgent and the sourceIPAddress of the caller. */
  | 'agent'
  | 'address'
  /** An ID that no other event has. */
  | 'fresh-uuid'
  /** The request ID of S3: 16 upper-case letters and digits. */
  | 'fresh-code'
  /** IDs and names of some thousand resources. */
  | 'uuid'
  | 'hex'
  | 'name';

/** A compiled text with slots. `texts` has one more item than `slots`. */
export interface Template {
  readonly texts: readonly string[];
  /** For each slot between two texts, the index of its kind. */
  readonly slots: readonly number[];
  /** The kind of each different slot; slots with the same index are filled with the same value. */
  readonly kinds: readonly SlotKind[];
}

// Private-use characters, which no event contains.
const opening = '\uE000';
const closing = '\uE001';

/**
 * Returns the text that marks a slot. Slots of the same kind and number are filled with the same
 * value.
 */
export function slot(kind: SlotKind, number = 0): string {
  return `${opening}${kind}.${number}${closing}`;
}

/** Compiles a text that contains slots written by `slot`. */
export function compileTemplate(text: string): Template {
  const texts: string[] = [];
  const slots: number[] = [];
  const names: string[] = [];
  for (const [index, part] of text.split(/[\uE000\uE001]/).entries()) {
    if (index % 2 === 0) {
      texts.push(part);
      continue;
    }
    if (!names.includes(part)) names.push(part);
    slots.push(names.indexOf(part));
  }
  const kinds = names.map((name) => name.slice(0, name.indexOf('.')) as SlotKind);
  return { texts, slots, kinds };
}

/** Returns the text with each slot filled with the value that `draw` returns for it. */
export function fillTemplate(template: Template, draw: (kind: SlotKind) => string): string {
  const values = template.kinds.map(draw);
  let text = template.texts[0] ?? '';
  for (const [index, value] of template.slots.entries()) {
    text += (values[value] ?? '') + (template.texts[index + 1] ?? '');
  }
  return text;
}
