/**
 * How long after its events a log file may be delivered (CloudTrail User Guide: about five minutes
 * on average, without a guarantee; failed deliveries are tried again for up to 30 days). In
 * milliseconds; Infinity means any time.
 */

const hour = 3_600_000;

/** The defaults of `--late-delivery`. */
export const lateDelivery = {
  /** How long after the requested time to look for files in S3, where each day costs requests. */
  s3: 6 * hour,
  /** How long after the requested time to look for files on a disk, where listing costs nothing. */
  local: 72 * hour,
  /** How long events are held back so that they can be yielded in time order. */
  order: 6 * hour,
} as const;
