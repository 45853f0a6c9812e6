import { UsageError } from '../../errors.ts';

/** The values of placeholders by their names, without the percent signs. */
export type Placeholders = Readonly<Record<string, readonly string[]>>;

/** The rule has placeholders for which no values were given, so it cannot be used. */
export class MissingPlaceholder extends UsageError {
  /** The name, without the percent signs. */
  readonly placeholder: string;

  constructor(placeholder: string) {
    super(`the placeholder %${placeholder}% has no value: give it one`);
    this.placeholder = placeholder;
  }
}

/** A text whose placeholders have been replaced. */
interface ExpandedText {
  readonly text: string;
  /** Whether the text is nothing but the value of a placeholder. */
  readonly isValue: boolean;
}

/** More values of one text would take too long to compare. */
const maxTexts = 10_000;

/**
 * Returns the text with each `%name%` replaced by each of its values, which `convert` converts
 * first; `\%` is a percent sign. Values may have wildcards.
 *
 * Throws MissingPlaceholder when a placeholder has no value, UsageError when there are too many
 * texts.
 */
export function expandPlaceholders(
  text: string,
  placeholders: Placeholders,
  convert: (value: string) => string,
): readonly ExpandedText[] {
  // Names of placeholders are at odd places.
  const parts = text.split(/(?<!\\)%(\w+)%/);
  const lists = parts.map((part, at) => {
    if (at % 2 === 0) return [part.replaceAll('\\%', '%')];
    const values = Object.hasOwn(placeholders, part) ? placeholders[part] : undefined;
    if (!values || values.length === 0) throw new MissingPlaceholder(part);
    return values.map(convert);
  });
  const count = lists.reduce((product, { length }) => product * length, 1);
  if (count > maxTexts) throw new UsageError(`its placeholders give more than ${maxTexts} values`);
  const isValue = parts.length === 3 && parts[0] === '' && parts[2] === '';
  return lists
    .reduce<readonly string[]>(
      (starts, list) => starts.flatMap((start) => list.map((value) => start + value)),
      [''],
    )
    .map((expanded) => ({ text: expanded, isValue }));
}
