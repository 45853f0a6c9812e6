import { once } from 'node:events';
import type { Writable } from 'node:stream';
import type { Output } from './format/text/output.ts';

/** The reader of a stream has closed it, as `head` does when it has read enough. */
export class ClosedPipe extends Error {
  override readonly name = 'ClosedPipe';
}

/** A stream cannot be written, for example because the disk is full. */
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
        ? new ClosedPipe('the reader has closed the stream', { cause: error })
        : new OutputError(`cannot write the output: ${error.message}`, { cause: error });
    onFailure(failure);
    stopWaiting();
  });
  const writeText = async (text: string) => {
    // If an error ends the wait, the listener above has stored it.
    if (!stream.write(text)) await once(stream, 'drain').catch(() => {});
  };
  /**
   * Waits until the bytes are written: the stream may queue them, and the caller overwrites them
   * when this resolves.
   */
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

/** Resolves when everything written has left the process or never will. */
export function flush(stream: Writable): Promise<void> {
  return new Promise((resolve) => {
    stream.write('', () => resolve());
  });
}
