import { didYouMean, nearMisses } from '../../event/near-misses.ts';
import { type FieldShape, type RecordShape, recordShape } from '../../event/record-shape.ts';
import { attributePrefix } from '../../filter/items/item-field.ts';

/** Fields that AWS documents, but that `recordShape` does not have. */
const others = ['userIdentity.invokedByDelegate', 'userIdentity.signInSessionArn'];

/**
 * Returns what is odd about the name of a field: no event has it, or it is spelled in another case.
 * Undefined for fields inside of those whose contents vary.
 */
export function checkField(name: string): string | undefined {
  if (name === '' || name.startsWith(attributePrefix) || others.includes(name)) return undefined;
  let fields: RecordShape | undefined = recordShape;
  let before = '';
  for (const key of name.split('.')) {
    if (!fields) return undefined;
    const known: readonly string[] = Object.keys(fields);
    if (!known.includes(key)) return describe(key, before, known);
    before += `${key}.`;
    fields = fields[key]?.fields;
  }
  return undefined;
}

function describe(key: string, before: string, known: readonly string[]): string {
  const sameLetters = known.find((one) => one.toLowerCase() === key.toLowerCase());
  if (sameLetters !== undefined) {
    return `the field '${before}${key}' is spelled '${before}${sameLetters}'`;
  }
  const meant = nearMisses(key, known, 1).map((one) => before + one);
  return `no event has the field '${before}${key}'${didYouMean(meant)}`;
}

/** Returns the shape of a field that AWS documents; undefined for others. */
function shapeOf(name: string): FieldShape | undefined {
  let shape: FieldShape | undefined;
  let fields: RecordShape | undefined = recordShape;
  for (const key of name.split('.')) {
    shape = fields && Object.hasOwn(fields, key) ? fields[key] : undefined;
    fields = shape?.fields;
  }
  return shape;
}

/** Whether a documented field has at most one value, and that is text, in every event. */
export function isSingleText(name: string): boolean {
  const kinds = shapeOf(name)?.kinds ?? [];
  return kinds.includes('string') && kinds.every((kind) => kind === 'string' || kind === 'null');
}
