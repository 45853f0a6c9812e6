import type { Decoded } from '../decoded.ts';
import { ArchiveError, ArchiveLimitError, type ArchiveLimits } from './archive-limits.ts';
import type { ArchiveMember } from './archive-member.ts';
import { openArchive, type StoredArchive } from './open-archive.ts';

/** An archive to decode, and where it is. */
export interface FoundArchive extends StoredArchive {
  /** The name by which the user knows it. */
  readonly name: string;
  /** How many archives it is in. */
  readonly depth: number;
  readonly limits: ArchiveLimits;
}

/** Decodes the bytes of a member as those of a log file. */
export type DecodeMember = (
  name: string,
  bytes: AsyncGenerator<Uint8Array>,
) => AsyncGenerator<readonly Decoded[]>;

/** Archives in archives in archives are not read. */
export const maxArchiveDepth = 2;

/**
 * Decodes the members of an archive one after another. A member that cannot be read is reported,
 * and does not stop the reading.
 */
export async function* decodeArchive(
  archive: FoundArchive,
  decode: DecodeMember,
): AsyncGenerator<readonly Decoded[]> {
  const { name, limits, depth } = archive;
  let members = 0;
  let reason: string | undefined;
  try {
    for await (const member of openArchive(archive)) {
      limits.addMember();
      members++;
      yield* decodeMember(member, `${name}:${shortened(member.name)}`, { limits, decode });
    }
  } catch (error) {
    // An archive inside that exceeds a limit ends the whole.
    if (error instanceof ArchiveLimitError && depth > 0) throw error;
    if (!(error instanceof ArchiveError)) throw error;
    reason = error.message;
  }
  yield [{ kind: 'archive', name, members, ...(reason !== undefined && { reason }) }];
}

async function* decodeMember(
  member: ArchiveMember,
  name: string,
  { limits, decode }: { readonly limits: ArchiveLimits; readonly decode: DecodeMember },
): AsyncGenerator<readonly Decoded[]> {
  if (member.kind === 'unreadable') {
    const { reason, advice } = member;
    yield [{ kind: 'member', name }];
    yield [{ kind: 'unknown', reason, advice }];
    return;
  }
  let failure: string | undefined;
  const bytes = untilFailure(member.bytes(), limits, (reason) => {
    failure = reason;
  });
  yield* decode(name, bytes);
  if (failure !== undefined) {
    yield [{ kind: 'damage', offset: 0, reason: failure, record: false }];
  }
}

/** Passes on and counts the bytes of a member; ends where they cannot be read further. */
async function* untilFailure(
  bytes: AsyncGenerator<Uint8Array>,
  limits: ArchiveLimits,
  onFailure: (reason: string) => void,
): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of bytes) {
      limits.addInflated(chunk.length);
      yield chunk;
    }
  } catch (error) {
    if (error instanceof ArchiveLimitError || !(error instanceof ArchiveError)) throw error;
    onFailure(error.message);
  }
}

/** Names are hostile: the format allows megabytes. */
function shortened(name: string): string {
  return name.length > maxName ? `${name.slice(0, maxName)}…` : name;
}

const maxName = 500;
