/**
 * Templates: the text of an event, or of a part of one, with slots for what differs from event to event.
 * An event is then made by joining strings, which is many times as fast as writing an object as JSON.
 */

/** What is put into a slot. */
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
  /** Which of the kinds is between two texts. */
  readonly slots: readonly number[];
  /** One for each different slot: slots of the same number are filled with the same value. */
  readonly kinds: readonly SlotKind[];
}

// Characters for private use: no event has them.
const opening = '\uE000';
const closing = '\uE001';

/** The text that stands for a slot. Slots of a kind and number are filled with the same value. */
export function slot(kind: SlotKind, number = 0): string {
  return `${opening}${kind}.${number}${closing}`;
}

/** Finds the slots of a text that was written with `slot`. */
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

/** The text with each slot filled with what `draw` returns for it. */
export function fillTemplate(template: Template, draw: (kind: SlotKind) => string): string {
  const values = template.kinds.map(draw);
  let text = template.texts[0] ?? '';
  for (const [index, value] of template.slots.entries()) {
    text += (values[value] ?? '') + (template.texts[index + 1] ?? '');
  }
  return text;
}
