import { once } from 'node:events';
import type { Writable } from 'node:stream';
import type { Output } from './format/text/output.ts';

/** The reader of a stream has gone away, as `head` does when it has seen enough. */
export class ClosedPipe extends Error {
  override readonly name = 'ClosedPipe';
}

/** A stream that does not take what is written: its disk is full, for one. */
export class OutputError extends Error {
  override readonly name = 'OutputError';
}

/**
 * Returns an Output that writes to the stream and waits while it is full. When the stream fails,
 * `onFailure` is called once; from then on every write rejects, with ClosedPipe or OutputError.
 */
export function createStreamOutput(
  stream: Writable,
  onFailure: (failure: ClosedPipe | OutputError) => void = () => {},
): Output {
  let failure: ClosedPipe | OutputError | undefined;
  let stopWaiting = () => {};
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (failure) return;
    failure =
      error.code === 'EPIPE'
        ? new ClosedPipe('the reader has gone away', { cause: error })
        : new OutputError(`cannot write the output: ${error.message}`, { cause: error });
    onFailure(failure);
    stopWaiting();
  });
  const writeText = async (text: string) => {
    // The listener above keeps the error that ends the wait.
    if (!stream.write(text)) await once(stream, 'drain').catch(() => {});
  };
  /** The stream may keep bytes in a queue, and the caller writes over them when this resolves. */
  const writeBytes = (bytes: Uint8Array) =>
    new Promise<void>((resolve) => {
      stopWaiting = resolve;
      stream.write(bytes, () => resolve());
    });
  return {
    async write(text) {
      if (!failure) await (typeof text === 'string' ? writeText(text) : writeBytes(text));
      if (failure) throw failure;
    },
  };
}

/** Resolves when everything that was written has left the process or never will. */
export function flush(stream: Writable): Promise<void> {
  return new Promise((resolve) => {
    stream.write('', () => resolve());
  });
}
