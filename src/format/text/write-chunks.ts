import type { Output } from './output.ts';

/**
 * Joins texts into chunks large enough to be worth a system call, and writes them as fast as the
 * output takes them.
 */
export async function writeChunks(output: Output, texts: Iterable<string>): Promise<void> {
  let chunk = '';
  for (const text of texts) {
    chunk += text;
    if (chunk.length >= chunkLength) {
      await output.write(chunk);
      chunk = '';
    }
  }
  if (chunk !== '') await output.write(chunk);
}

const chunkLength = 2 ** 16;
