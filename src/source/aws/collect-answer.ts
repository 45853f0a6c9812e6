/** Collects the answers that the AWS SDK parses, so that none of them can fill the memory. */

/** The error about an answer that is longer than any that AWS sends. */
export class AnswerTooLong extends Error {
  override readonly name = 'AnswerTooLong';
  /** In bytes. */
  readonly limit: number;

  constructor(limit: number) {
    super('the answer is too long');
    this.limit = limit;
  }
}

/** Returns the bytes of an answer. */
type CollectAnswer = (body: AsyncIterable<Uint8Array>) => Promise<Uint8Array>;

/**
 * Creates a collector of answers and errors of at most this many bytes. It closes the connection
 * and throws AnswerTooLong when there are more: the SDK's own collector would go on without end.
 */
function createAnswerCollector(limit: number): CollectAnswer {
  return async (body) => {
    const chunks: Uint8Array[] = [];
    let length = 0;
    for await (const chunk of body) {
      length += chunk.length;
      if (length > limit) throw new AnswerTooLong(limit);
      chunks.push(chunk);
    }
    return Buffer.concat(chunks, length);
  };
}

const mebibyte = 2 ** 20;

/**
 * Collects any answer of AWS. The longest are pages of LookupEvents, with 50 events of at most 256
 * KB each (CloudTrail User Guide, "Quotas in AWS CloudTrail") whose quotation marks are escaped.
 */
export const collectAnswer = createAnswerCollector(32 * mebibyte);

/**
 * Collects any answer of S3 but objects: a page of a listing has at most 1,000 keys of 1,024 bytes
 * (Amazon S3 API Reference, "ListObjectsV2"), each written as at most three. The limit is lower
 * because 64 answers may arrive at the same time.
 */
export const collectS3Answer = createAnswerCollector(8 * mebibyte);
