import { actors } from '../event/actor.ts';
import { categories } from '../event/category.ts';
import { isAccountId } from '../event/event.ts';
import { identityTypes } from '../event/identity-types.ts';
import { outcomes } from '../event/outcome.ts';
import { findResourceType } from '../event/resources-and-what.ts';
import { findService, servicePrefixOf } from '../event/services.ts';
import { isAddressOrName } from '../query/condition/address.ts';
import type { FilterAttribute } from '../query/condition/filter-attributes.ts';

/** A pattern as it is typed in the value of the attribute's flag. */
export interface Spelling {
  readonly text: string;
  /**
   * Whether the flag reads exactly this pattern. Otherwise, it reads a pattern that matches more
   * values.
   */
  readonly isExact: boolean;
}

/** Returns the spelling of a pattern; undefined for the empty one, which cannot be typed. */
export function spellPattern(attribute: FilterAttribute, pattern: string): Spelling | undefined {
  if (pattern === '') return undefined;
  // Flags validate values without wildcards, but accept any pattern.
  const accepted = pattern.includes('*') ? pattern : typedOf(attribute, pattern);
  const isRejected = accepted === undefined;
  const text = accepted ?? pattern;
  const prefix = /^[!\s]/.test(text) ? '*' : '';
  const suffix = isRejected || /[\\\s]$/.test(text) ? '*' : '';
  const typable = text.replace(untypable, '*');
  return {
    text: prefix + typable.replaceAll(',', '\\,') + suffix,
    isExact: prefix === '' && suffix === '' && typable === text,
  };
}

/** Characters that cannot be typed, because output shows them as escapes. */
export const untypable = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]+/gu;

/**
 * Returns the text to type for an exact value; undefined when the flag rejects it or reads it as
 * another value.
 */
function typedOf(attribute: FilterAttribute, value: string): string | undefined {
  switch (attribute) {
    case 'service':
      return typedService(value);
    case 'account':
      return valueIf(value, isAccountId(value));
    case 'region':
      return valueIf(value, /^[a-z]{2,4}(?:-[a-z]+)+-\d$/.test(value));
    case 'source-ip':
      return valueIf(value, isAddressOrName(value));
    case 'resource-type':
      return valueIf(
        value,
        /^AWS::\w+::\w+$/.test(value) && (findResourceType(value) ?? value) === value,
      );
    case 'outcome':
      return valueIf(
        value,
        outcomes.some((outcome) => outcome === value),
      );
    case 'category':
      return valueIf(
        value,
        categories.some((category) => category === value),
      );
    case 'actor':
      return valueIf(
        value,
        actors.some((actor) => actor === value),
      );
    case 'identity-type':
      return valueIf(
        value,
        identityTypes.some((type) => type === value),
      );
    default:
      return value;
  }
}

function valueIf(value: string, isAccepted: boolean): string | undefined {
  return isAccepted ? value : undefined;
}

/**
 * Returns the name to type: several services may share a short name, but not the full eventSource.
 */
function typedService(prefix: string): string | undefined {
  const found = findService(prefix);
  if (found?.length === 1 && found[0] === prefix) return prefix;
  const source = `${prefix}.amazonaws.com`;
  return valueIf(source, /^[a-z0-9.-]+$/.test(source) && servicePrefixOf(source) === prefix);
}
