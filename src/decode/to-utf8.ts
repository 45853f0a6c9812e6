import type { BytesPart } from './inflate/bytes-part.ts';
import { isByteOrderMark } from './json/json-bytes.ts';

/**
 * Replaces a byte order mark with blanks, and converts UTF-16 (which Windows PowerShell writes to a
 * redirected file) to UTF-8; offsets in such a file count bytes of the UTF-8 text.
 */
export async function* toUtf8(parts: AsyncIterable<BytesPart>): AsyncGenerator<BytesPart> {
  let decoder: InstanceType<typeof TextDecoder> | undefined;
  let start: Buffer | undefined = Buffer.alloc(0);
  for await (const part of parts) {
    if (part.kind === 'damage') {
      if (start) yield { kind: 'bytes', bytes: start };
      start = undefined;
      yield part;
      continue;
    }
    let bytes = part.bytes;
    if (start) {
      bytes = Buffer.concat([start, bytes]);
      if (bytes.length < 3) {
        start = Buffer.from(bytes);
        continue;
      }
      start = undefined;
      decoder = decoderFor(bytes);
      if (isByteOrderMark(bytes, 0)) {
        bytes = Buffer.concat([Buffer.from('   '), bytes.subarray(3)]);
      }
    }
    yield {
      kind: 'bytes',
      bytes: decoder ? Buffer.from(decoder.decode(bytes, { stream: true })) : bytes,
    };
  }
  // PowerShell writes the mark even for empty output.
  if (start?.length) {
    yield { kind: 'bytes', bytes: decoderFor(start) ? start.subarray(2) : start };
  }
}

function decoderFor(start: Uint8Array): InstanceType<typeof TextDecoder> | undefined {
  if (start[0] === 0xff && start[1] === 0xfe) return new TextDecoder('utf-16le');
  if (start[0] === 0xfe && start[1] === 0xff) return new TextDecoder('utf-16be');
  return undefined;
}
