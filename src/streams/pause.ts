import { setTimeout as wait } from 'node:timers/promises';

/** Resolves after this many milliseconds. Throws the signal's reason as soon as it is aborted. */
export async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  try {
    await wait(milliseconds, undefined, { signal });
  } catch {
    // Node.js rejects with its own error, not with the signal's reason.
    signal.throwIfAborted();
  }
}
