import type { HashSecrets } from '../../decode/scanner/scan-job.ts';

/**
 * Returns random secrets, different in every run, so that crafted keys cannot collide. The system
 * seeds Math.random, as it does the hashes of V8's own tables, and its numbers are not printed;
 * loading the cryptographic generator would take 2 ms.
 */
export function createHashSecrets(): HashSecrets {
  return [random64(), random64()];
}

function random64(): bigint {
  return (random32() << 32n) | random32();
}

function random32(): bigint {
  return BigInt(Math.floor(Math.random() * 2 ** 32));
}
