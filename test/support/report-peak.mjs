/** Loaded by `--import`: writes the process's largest resident memory, in kB, to PEAK_FILE. */
import { writeFileSync } from 'node:fs';
import { isMainThread } from 'node:worker_threads';

if (isMainThread) {
  process.on('exit', () =>
    writeFileSync(process.env.PEAK_FILE, String(process.resourceUsage().maxRSS)),
  );
}
