import { ConfigError } from '../../errors.ts';
import { type ItemField, resolveItemField, someItemValue } from '../../filter/items/item-field.ts';
import { numberIn } from '../../filter/items/item-number.ts';
import { textsOf } from '../../filter/items/item-texts.ts';
import type { Subject } from './match.ts';

/** A field of events, or of the findings of a correlation. */
export interface FieldReader {
  /** The field's distinct values as text, at most `most`; null and empty text are not values. */
  texts(subject: Subject, most: number): readonly string[];
  /** The field's values that are numbers, or text that reads as one, at most `most`. */
  numbers(subject: Subject, most: number): readonly number[];
}

/**
 * Compiles the name of a field. A finding has the fields of its group; all others are those of the
 * event that satisfied its correlation. Throws a ConfigError for an attribute that does not exist;
 * `place` says where it was named.
 */
export function compileFieldReader(name: string, place: string): FieldReader {
  const field = resolveItemField(name);
  if (!field) throw new ConfigError(`${place}: ${name} is not an attribute`);
  return {
    texts: (subject, most) => {
      const ofGroup = groupValue(subject, name);
      return ofGroup === undefined ? textsIn(subject, field, most) : [ofGroup];
    },
    numbers: (subject, most) => {
      const found: number[] = [];
      const add = (value: unknown) => {
        const number = numberIn(value);
        if (number !== undefined && Number.isFinite(number)) found.push(number);
        return found.length >= most;
      };
      const ofGroup = groupValue(subject, name);
      if (ofGroup === undefined) someItemValue(subject.event, field, add);
      else add(ofGroup);
      return found;
    },
  };
}

function groupValue({ finding }: Subject, name: string): string | undefined {
  return finding && Object.hasOwn(finding.group, name) ? finding.group[name] : undefined;
}

function textsIn({ event }: Subject, field: ItemField, most: number): readonly string[] {
  // Most fields have one value, which needs no set.
  let only: string | undefined;
  let several: Set<string> | undefined;
  someItemValue(event, field, (value) => {
    const [text = ''] = textsOf(value);
    if (text === '' || text === only) return false;
    if (only === undefined) {
      only = text;
      return false;
    }
    several ??= new Set([only]);
    several.add(text);
    return several.size >= most;
  });
  if (several) return [...several];
  return only === undefined ? [] : [only];
}
