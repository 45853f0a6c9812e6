import { createTarDecoder } from 'modern-tar';
import { ArchiveError } from './archive-limits.ts';
import type { ArchiveMember } from './archive-member.ts';

/**
 * Yields the files of a tar archive; folders, links and devices are passed over. Take the bytes of
 * a member before the next one: those that are not taken are skipped. Throws ArchiveError when the
 * archive is damaged or cut off.
 */
export async function* readTar(bytes: AsyncGenerator<Uint8Array>): AsyncGenerator<ArchiveMember> {
  const members = streamOf(bytes)
    .pipeThrough(createTarDecoder({ strict: true }))
    .getReader();
  try {
    for (;;) {
      const { done, value } = await members.read().catch(rethrow);
      if (done) return;
      const { header, body } = value;
      const isFile = header.type === undefined || header.type === 'file';
      if (isFile) yield { kind: 'file', name: header.name, bytes: () => chunksOf(body) };
      // The rest of the body comes before the next member.
      if (!body.locked) await body.cancel().catch(() => {});
    }
  } finally {
    await members.cancel().catch(() => {});
  }
}

function streamOf(bytes: AsyncGenerator<Uint8Array>): ReadableStream<Uint8Array> {
  return new ReadableStream(
    {
      async pull(controller) {
        const { done, value } = await bytes.next();
        if (done) controller.close();
        else controller.enqueue(value);
      },
      async cancel() {
        await bytes.return(undefined);
      },
    },
    { highWaterMark: 0 },
  );
}

async function* chunksOf(body: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = body.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read().catch(rethrow);
      if (done) return;
      yield value;
    }
  } finally {
    await reader.cancel().catch(() => {});
    reader.releaseLock();
  }
}

/** Throws the error of the tar decoder again, in the words of our messages. */
function rethrow(error: unknown): never {
  const message = error instanceof Error ? error.message : '';
  // The limits of archives are checked while its bytes are read.
  if (!decoderErrors.test(message)) throw error;
  if (message.includes('truncated')) throw new ArchiveError('the archive is cut off');
  if (message.includes('EOF')) throw new ArchiveError('something else follows the archive');
  throw new ArchiveError('the archive is damaged');
}

const decoderErrors = /^(?:Invalid|Tar|TAR|Too many)/;
