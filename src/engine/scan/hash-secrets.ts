import type { HashSecrets } from '../../decode/scanner/scan-job.ts';

/** Returns random secrets, different in every run, so that crafted keys cannot collide. */
export function createHashSecrets(): HashSecrets {
  const [first = 0n, second = 0n] = crypto.getRandomValues(new BigUint64Array(2));
  return [first, second];
}
