import { mkdir, open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { ConfigError } from '../../errors.ts';

/** A folder inside a mirror for what is not finished. While it is there, nobody else mirrors there. */
export interface Workplace {
  /** A path in it that was not given before. */
  newPath(): string;
  remove(): Promise<void>;
}

/**
 * Takes the mirror for this process; what one that was killed left unfinished is removed. Throws
 * ConfigError when another process is at work there, or nothing can be written.
 */
export async function openWorkplace(mirror: string): Promise<Workplace> {
  const folder = join(mirror, '.trailscan-unfinished');
  const owner = join(folder, 'process');
  try {
    await mkdir(folder, { recursive: true });
    const other = await readFile(owner, 'utf8').catch(() => '');
    if (other !== '' && isRunning(Number(other))) {
      throw new ConfigError(`${mirror}: process ${other} is downloading to it: wait for its end`);
    }
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder);
    const file = await open(owner, 'wx');
    await file.writeFile(String(process.pid));
    await file.close();
  } catch (error) {
    if (error instanceof ConfigError) throw error;
    const { code } = error as { readonly code?: string };
    throw new ConfigError(`${mirror}: cannot be written to (${code}): name another folder`);
  }
  let given = 0;
  return {
    newPath: () => join(folder, String(++given)),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return pid !== process.pid;
  } catch (error) {
    return (error as { readonly code?: string }).code === 'EPERM';
  }
}
