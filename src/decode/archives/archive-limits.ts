import { maxRatio } from '../../gzip.ts';

/** Thrown when an archive, or a member, cannot be read further; the message is the reason. */
export class ArchiveError extends Error {}

/** Thrown when an archive exceeds its limits. */
export class ArchiveLimitError extends ArchiveError {}

/** Counts what is read of an archive, and of all archives in it. */
export interface ArchiveLimits {
  /** Counts bytes of the file as it is stored. */
  addStored(bytes: number): void;
  /** Counts bytes that came out of a member. Throws ArchiveLimitError when they are too many. */
  addInflated(bytes: number): void;
  /** Counts a member. Throws ArchiveLimitError when there are too many. */
  addMember(): void;
}

/** The bytes that any archive may inflate to. Members that overlap inflate without limit. */
const minBomb = 64 * 2 ** 20;

/**
 * A log file of one event takes some hundred bytes; a tar of empty members compresses to a few
 * bytes each.
 */
const bytesPerMember = 50;
const minMembers = 10_000;

export function createArchiveLimits(): ArchiveLimits {
  let stored = 0;
  let inflated = 0;
  let members = 0;
  return {
    addStored(bytes) {
      stored += bytes;
    },
    addInflated(bytes) {
      inflated += bytes;
      if (inflated <= minBomb + maxRatio * stored) return;
      throw new ArchiveLimitError(
        `the archive inflates to more than ${maxRatio} times its size: not read further`,
      );
    },
    addMember() {
      members++;
      if (members <= minMembers + stored / bytesPerMember) return;
      throw new ArchiveLimitError(
        'the archive has more files than its size allows: not read further',
      );
    },
  };
}
