import { isUtf8 } from 'node:buffer';
import { readFileSync, statSync } from 'node:fs';
import { ConfigError } from '../../errors.ts';
import { describeIoError } from '../../source/io-error.ts';

const maxBytes = 1_000_000;

/**
 * Reads a small UTF-8 text file, without its byte order mark.
 *
 * Throws ConfigError when it cannot be read, is not a regular file, is larger than 1 MB or not
 * UTF-8.
 */
export function readTextFile(path: string): string {
  const bytes = readBytes(path);
  if (bytes.length > maxBytes) throw tooLarge(path);
  if (isUtf8(bytes)) return new TextDecoder().decode(bytes);
  const line = bytes.toString('latin1').split('\n').findIndex(isNotUtf8) + 1;
  throw new ConfigError(`${path}:${line}: is not UTF-8: expected text saved in UTF-8`);
}

function readBytes(path: string): Buffer {
  try {
    const stats = statSync(path);
    // Opening a pipe would block until another process writes to it.
    if (!stats.isFile()) {
      const found = stats.isDirectory() ? 'is a folder' : 'is not a regular file';
      throw new ConfigError(`${path}: ${found}: expected a config file`);
    }
    if (stats.size > maxBytes) throw tooLarge(path);
    return readFileSync(path);
  } catch (error) {
    if (error instanceof ConfigError) throw error;
    throw new ConfigError(`${path}: ${describeIoError(error)}`, { cause: error });
  }
}

function tooLarge(path: string): ConfigError {
  return new ConfigError(`${path}: is larger than 1 MB: expected a config file, which is small`);
}

function isNotUtf8(line: string): boolean {
  return !isUtf8(Buffer.from(line, 'latin1'));
}
