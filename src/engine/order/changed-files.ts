import type { FileError } from '../../errors.ts';
import type { FileSpan, FileSpans } from './file-spans.ts';

/** What is to be told of files that were read a second time: an error for each that has changed. */
export function changedFiles(before: readonly FileSpan[], now: FileSpans): FileError[] {
  return before
    .filter((span) => !isSame(span, now.get(span.file)))
    .map(({ file }) => ({ file, reason: 'changed while it was read' }));
}

function isSame(before: FileSpan, now: FileSpan | undefined): boolean {
  return (
    before.matches === now?.matches &&
    before.bytes === now.bytes &&
    before.earliest === now.earliest &&
    before.latest === now.latest
  );
}
