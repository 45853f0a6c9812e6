import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder, trailscanProcess } from './trailscan.ts';

const peakScript = new URL('./report-peak.mjs', import.meta.url);

/** Runs trailscan as a process; `kilobytes` is its largest resident memory, of 1,024 bytes each. */
export async function runWithPeak(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
) {
  const peakFile = join(temporaryFolder(), 'peak');
  const withPeak = { NODE_OPTIONS: `--import=${peakScript.href}`, PEAK_FILE: peakFile };
  const result = await trailscanProcess(args, { env: { ...env, ...withPeak } });
  return { ...result, kilobytes: Number(readFileSync(peakFile, 'utf8')) };
}
