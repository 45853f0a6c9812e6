/**
 * The process that writes an unfinished file or a temporary folder, and whether it still runs. The
 * next run removes these only when their process has ended; their age would not show that.
 */
import { readlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import { systemCode } from './io-error.ts';

/** The ID of this process. */
export const ownProcess = process.pid;

/**
 * Returns the name of this machine, with the processes among which an ID means this one: containers
 * may share the name, and a folder for temporary files.
 */
export function ownMachine(): string {
  return `${hostname()}${processNamespace()}`;
}

function processNamespace(): string {
  try {
    return `.${readlinkSync('/proc/self/ns/pid').replace(/\D/g, '')}`;
  } catch {
    return '';
  }
}

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
