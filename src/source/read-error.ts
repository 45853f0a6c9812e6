import { describeIoError } from './io-error.ts';

/** Why one log file cannot be read, in lower case and without a full stop; others may be readable. */
export class ReadError extends Error {
  override readonly name = 'ReadError';
}

/** Explains in a few words why a log file cannot be read. Throws any error again that is not about reading. */
export function describeReadError(error: unknown): string {
  return error instanceof ReadError ? error.message : describeIoError(error);
}
