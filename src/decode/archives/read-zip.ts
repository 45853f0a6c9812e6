import { type Entry, fromBufferPromise, openPromise, type ZipFile } from 'yauzl';
import { ArchiveError } from './archive-limits.ts';
import type { ArchiveMember } from './archive-member.ts';

/** A zip archive: a file on disk, or all of its bytes. */
export type StoredZip = { readonly path: string } | { readonly bytes: Buffer };

/**
 * Yields the files of a zip archive, in the order of its directory, which is read piece by piece.
 * Throws ArchiveError when the archive is damaged or cut off.
 */
export async function* readZip(stored: StoredZip): AsyncGenerator<ArchiveMember> {
  const zip = await open(stored);
  try {
    const entries = zip.eachEntry();
    for (;;) {
      const { done, value: entry } = await entries.next().catch(rethrow);
      if (done) return;
      const name = nameOf(entry);
      if (!name.endsWith('/')) yield memberOf(zip, entry, name);
    }
  } finally {
    zip.close();
  }
}

function open(stored: StoredZip): Promise<ZipFile> {
  // Names are decoded here: nothing is written, so even `../` in a name does no harm. Sizes are
  // compared here, after all bytes of a member were passed on.
  const options = {
    lazyEntries: true,
    autoClose: false,
    decodeStrings: false,
    validateEntrySizes: false,
  };
  const opened =
    'path' in stored ? openPromise(stored.path, options) : fromBufferPromise(stored.bytes, options);
  return opened.catch(rethrow);
}

function nameOf({ fileName }: Entry): string {
  return Buffer.isBuffer(fileName) ? fileName.toString('utf8') : String(fileName);
}

function memberOf(zip: ZipFile, entry: Entry, name: string): ArchiveMember {
  if (entry.isEncrypted()) {
    return { kind: 'unreadable', name, reason: 'encrypted member', advice: 'decrypt it first' };
  }
  const { compressionMethod: method } = entry;
  if (method !== 0 && method !== 8) {
    const reason = `member compressed with ${methods.get(method) ?? `method ${method}`}`;
    return { kind: 'unreadable', name, reason, advice: 'unpack the archive first' };
  }
  return { kind: 'file', name, bytes: () => chunksOf(zip, entry) };
}

/** Methods that are not read (APPNOTE.TXT, section 4.4.5). */
const methods: ReadonlyMap<number, string> = new Map([
  [9, 'Deflate64'],
  [12, 'bzip2'],
  [14, 'LZMA'],
  [93, 'zstd'],
  [95, 'xz'],
]);

async function* chunksOf(zip: ZipFile, entry: Entry): AsyncGenerator<Uint8Array> {
  const stream = await zip.openReadStreamPromise(entry).catch(rethrow);
  let length = 0;
  try {
    for await (const chunk of stream) {
      length += chunk.length;
      yield chunk;
    }
  } catch (error) {
    rethrow(error);
  } finally {
    stream.destroy();
  }
  if (length !== entry.uncompressedSize) {
    throw new ArchiveError('the member is not as long as the archive states');
  }
}

/** Throws the error again, in the words of our messages. */
function rethrow(error: unknown): never {
  const message = error instanceof Error ? error.message : '';
  if (/end of central directory/i.test(message)) throw new ArchiveError('the archive is cut off');
  if (error instanceof Error && 'syscall' in error) {
    throw new ArchiveError(`the archive cannot be read: ${message}`, { cause: error });
  }
  throw new ArchiveError('the archive is damaged', { cause: error });
}
