/** The kinds of archives that are read member by member. */
export type ArchiveKind = 'zip' | 'tar';

/**
 * Recognizes an archive by the first bytes of a file, at least 512 of them if the file has them.
 */
export function archiveKind(start: Buffer): ArchiveKind | undefined {
  if (zipStarts.some((bytes) => start.subarray(0, bytes.length).equals(bytes))) return 'zip';
  return start.length >= headerBytes && isTarHeader(start) ? 'tar' : undefined;
}

/** The first member of a zip archive, and the end record of an empty one. */
const zipStarts = [Buffer.from('PK\x03\x04', 'latin1'), Buffer.from('PK\x05\x06', 'latin1')];

const headerBytes = 512;

/** The sum of a header's bytes, in which the sum itself counts as eight blanks; it is in octal. */
const sumStart = 148;
const sumEnd = 156;

/**
 * Whether a tar header begins here: all of its formats have a checksum, most have the word `ustar`.
 */
function isTarHeader(start: Buffer): boolean {
  const stated = /^ *([0-7]{1,7})[\0 ]/.exec(start.toString('latin1', sumStart, sumEnd))?.[1];
  if (stated === undefined || start[0] === 0) return false;
  let sum = 0;
  for (let at = 0; at < headerBytes; at++) {
    sum += at >= sumStart && at < sumEnd ? 0x20 : (start[at] ?? 0);
  }
  return sum === Number.parseInt(stated, 8);
}
