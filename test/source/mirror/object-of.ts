import { gzipSync } from 'node:zlib';
import type { StoredObject } from '../../../src/source/log-file.ts';

/** Creates an object of a bucket, and its bytes: those of a gzip file unless `stored` is given. */
export function objectOf(
  key: string,
  {
    stored = gzipSync(`${key} `.repeat(50)),
    ...changes
  }: Partial<StoredObject> & { readonly stored?: Buffer } = {},
): { readonly object: StoredObject; readonly stored: Buffer } {
  const object: StoredObject = {
    kind: 'object',
    name: `s3://trail/${key}`,
    named: false,
    store: { bucket: 'trail', access: {}, requesterPays: false, timeout: 1000 },
    key,
    size: stored.length,
    etag: `"etag of ${key}"`,
    modified: Date.parse('2026-11-18T10:20:30Z'),
    ...changes,
  };
  return { object, stored };
}
