import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Writes the report to `DATE-NAME.md`, or `DATE-NAME-2.md` and so on if that exists. Returns the
 * path.
 */
export function keepRun(folder: string, name: string, report: string): string {
  mkdirSync(folder, { recursive: true });
  for (let count = 1; ; count++) {
    const path = join(folder, `${name}${count === 1 ? '' : `-${count}`}.md`);
    if (existsSync(path)) continue;
    writeFileSync(path, report);
    return path;
  }
}
