import type { HashSecrets } from '../../decode/scanner/scan-job.ts';

/** Every run hashes in its own way, so that nobody can prepare keys that are taken for one. */
export function createHashSecrets(): HashSecrets {
  const [first = 0n, second = 0n] = crypto.getRandomValues(new BigUint64Array(2));
  return [first, second];
}
