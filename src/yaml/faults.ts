import type { YAMLError } from 'yaml';

/** Returns the parser's message about a fault, or our own where that does not say what to do. */
export function messageOf({ code, message }: YAMLError): string {
  switch (code) {
    case 'BAD_SCALAR_START': {
      const [, char = ''] = /character (.)$/.exec(message) ?? [];
      return `text cannot begin with '${char}' in YAML: put it in quotes, such as "${char}prod"`;
    }
    case 'TAB_AS_INDENT':
      return 'tabs cannot be used for indentation in YAML: expected spaces';
    case 'MULTIPLE_DOCS':
      return "begins a second document with '---': expected one";
    case 'NON_STRING_KEY':
      return "expected a name before ':', found a list or a map";
    default:
      return lowerFirst(message);
  }
}

/** Describes an error thrown by the parser when it turns a document into values. */
export function describeFailure(error: unknown): string {
  if (!(error instanceof Error)) throw error;
  return error instanceof ReferenceError
    ? 'its aliases expand to too many values: expected values in full'
    : lowerFirst(error.message);
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
