/**
 * How long after its events a log file may be delivered (CloudTrail User Guide: about five minutes on
 * average, without a guarantee; what fails is tried again for up to 30 days). In milliseconds; Infinity
 * stands for any time.
 */

const hour = 3_600_000;

/** What holds when `--late-delivery` does not say otherwise. */
export const lateDelivery = {
  /** For how long files in S3 are looked for: each day more costs requests. */
  s3: 6 * hour,
  /** The same on a disk, where listing costs nothing. */
  local: 72 * hour,
  /** For how long events are held back so that they come in the order of time. */
  order: 6 * hour,
} as const;
