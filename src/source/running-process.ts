/**
 * The process that writes an unfinished file, and whether it still runs: only so are the files that
 * a killed run left behind removed by the next run, and those of a run that waits for S3 are not.
 * No age of a file distinguishes the two.
 */
import { systemCode } from './io-error.ts';

/** The ID of this process. */
export const ownProcess = process.pid;

/** The ID of the user who runs it; undefined on Windows. */
export const ownUser = process.getuid?.();

/**
 * Whether a process with this ID runs on this machine. It may be another program that has got the
 * ID since.
 */
export function isRunning(id: number): boolean {
  try {
    // The signal 0 is not sent: the system only checks whether it could be.
    process.kill(id, 0);
    return true;
  } catch (error) {
    return systemCode(error) === 'EPERM';
  }
}
