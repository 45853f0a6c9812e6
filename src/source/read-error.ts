import { describeIoError } from './io-error.ts';

/** Why one log file cannot be read, in lower case and without a full stop; others may be readable. */
export class ReadError extends Error {
  override readonly name = 'ReadError';
}

/** Says in a few words why a log file cannot be read. Throws the error again when it says more. */
export function describeReadError(error: unknown): string {
  return error instanceof ReadError ? error.message : describeIoError(error);
}
