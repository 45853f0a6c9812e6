import type { Decoder } from '../../src/decode/decode.ts';
import type { Decoded } from '../../src/decode/decoded.ts';

/**
 * Decodes a file that is complete in memory, without being streamed. Returns undefined when it must
 * be streamed.
 */
export async function decodeWhole(
  decoder: Decoder,
  file: string,
  bytes: Buffer,
): Promise<Decoded[] | undefined> {
  const found: Decoded[] = [];
  const isDecoded = await decoder.decodeWhole(
    file,
    bytes,
    () => {},
    (parts) => found.push(...parts),
  );
  return isDecoded ? found : undefined;
}
