import type { DocumentPath } from './rule-document.ts';

/** A document of a rule file has no meaning, for the value at the path. */
export class RuleError extends Error {
  override readonly name = 'RuleError';
  readonly path: DocumentPath;

  constructor(path: DocumentPath, message: string, options?: ErrorOptions) {
    super(message, options);
    this.path = path;
  }
}
