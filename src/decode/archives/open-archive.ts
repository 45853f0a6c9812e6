import type { BytesPart } from '../inflate/bytes-part.ts';
import type { ArchiveKind } from './archive-kind.ts';
import { ArchiveError } from './archive-limits.ts';
import type { ArchiveMember } from './archive-member.ts';

/** A stored archive. */
export interface StoredArchive {
  readonly kind: ArchiveKind;
  readonly parts: AsyncGenerator<BytesPart>;
  /** The file on disk whose bytes these are; absent for others. */
  readonly path?: string | undefined;
}

/**
 * The directory of a zip archive is at its end: archives that are not files on disk are held in
 * memory.
 */
const maxHeldZip = 128 * 2 ** 20;

/** Yields the members of an archive. Throws ArchiveError. */
export async function* openArchive({
  kind,
  parts,
  path,
}: StoredArchive): AsyncGenerator<ArchiveMember> {
  const bytes = bytesOf(parts);
  if (kind === 'tar') {
    const { readTar } = await import('./read-tar.ts');
    yield* readTar(bytes);
    return;
  }
  const { readZip } = await import('./read-zip.ts');
  const stored = await collect(bytes, path === undefined);
  yield* readZip(path === undefined ? { bytes: stored } : { path });
}

async function* bytesOf(parts: AsyncGenerator<BytesPart>): AsyncGenerator<Uint8Array> {
  for await (const part of parts) {
    if (part.kind === 'damage') throw new ArchiveError(part.reason);
    yield part.bytes;
  }
}

/** Reads everything, so that it is counted, and returns it if it is to be kept. */
async function collect(bytes: AsyncGenerator<Uint8Array>, isKept: boolean): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of bytes) {
    if (!isKept) continue;
    length += chunk.length;
    if (length > maxHeldZip) {
      throw new ArchiveError(
        `zip archive of more than ${maxHeldZip / 2 ** 20} MiB that is not a file on disk: ` +
          'store it in a file, or unpack it first',
      );
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
