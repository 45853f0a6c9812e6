import type { FileError } from '../../errors.ts';
import { createLedger } from '../../query/ledger.ts';
import type { FoundBy } from './file-scanner.ts';
import { noGroups } from './tally-numbers.ts';

/** What is found in a file of which nothing can be read. */
export function unreadableFile(error: FileError): FoundBy {
  const ledger = { ...createLedger(), files: 1, unreadableFiles: 1, errors: [error] };
  return { blocks: [], counted: [], groups: noGroups, ledger, scanner: 0 };
}
