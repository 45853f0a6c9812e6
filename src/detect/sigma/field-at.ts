import { UsageError } from '../../errors.ts';
import { fieldNameOf } from '../../filter/items/item-name.ts';
import type { DocumentPath } from './rule-document.ts';
import { RuleError } from './rule-error.ts';

/**
 * Returns CloudTrail's name of a field that a document names at the path. Throws RuleError for an
 * attribute that does not exist.
 */
export function fieldAt(name: string, path: DocumentPath): string {
  try {
    return fieldNameOf(name);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    throw new RuleError(path, error.message, { cause: error });
  }
}
