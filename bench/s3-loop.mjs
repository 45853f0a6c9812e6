/**
 * The simple way to read a bucket: lists it with the AWS SDK and fetches all objects, 32 at a time,
 * in one process. Does nothing with them.
 *
 * Usage: `node bench/s3-loop.mjs BUCKET`
 */
import { GetObjectCommand, paginateListObjectsV2, S3Client } from '@aws-sdk/client-s3';

const Bucket = process.argv[2];
const client = new S3Client({ forcePathStyle: true });
const keys = [];
for await (const page of paginateListObjectsV2({ client }, { Bucket })) {
  for (const { Key } of page.Contents ?? []) keys.push(Key);
}
const fetchAll = async () => {
  for (let Key = keys.pop(); Key !== undefined; Key = keys.pop()) {
    const { Body } = await client.send(new GetObjectCommand({ Bucket, Key }));
    await Body.transformToByteArray();
  }
};
await Promise.all(Array.from({ length: 32 }, fetchAll));
