import type { RecordBlock } from '../../query/record-block.ts';
import type { LogFile } from '../../source/log-file.ts';
import type { ScanResult, ScanSetup } from '../scan/file-scanner.ts';
import type { CredentialsFound, CredentialsWanted } from './asked-credentials.ts';

/** What a worker is started with. */
export interface WorkerSetup {
  readonly setup: ScanSetup;
  /** By which claims tell the workers apart, from 1. */
  readonly worker: number;
}

/** What a worker is told. */
export type ToWorker =
  | { readonly kind: 'page'; readonly page: Page }
  | CredentialsFound
  /** One of the answers has been taken: another may be sent, for which there is this memory. */
  | { readonly kind: 'taken'; readonly spare: readonly ArrayBuffer[] };

/**
 * Files that all workers share: each takes the next that none has taken. No message must arrive
 * before it can go on, and a large file keeps none waiting.
 */
export interface Page {
  readonly number: number;
  readonly files: readonly LogFile[];
  /**
   * Shared memory: how many files, from the first, have been taken at least; then for each file the
   * worker that took it, or 0.
   */
  readonly claims: Int32Array;
}

/** What a worker tells. */
export type FromWorker = FilesResult | CredentialsWanted | SourceFailed | Noted;

/** A source cannot be read any more: the message of the SourceError. */
interface SourceFailed {
  readonly kind: 'failed';
  readonly message: string;
}

/** Something that the user should know of what is read. */
interface Noted {
  readonly kind: 'noted';
  readonly text: string;
}

/** Some of what a worker found, in files some of which it has read to their end since its last answer. */
export interface FilesResult extends ScanResult {
  readonly kind: 'files';
  readonly finished: readonly FilePlace[];
  /** A file of which there is a part in this answer, and more to come. */
  readonly begun: FilePlace | undefined;
}

/** A file by its page and its place in it. */
export type FilePlace = readonly [page: number, index: number];

/** How many answers may be on their way: what the other side has not taken costs memory. */
export const maxAnswersUnderWay = 3;

export function createPage(number: number, files: readonly LogFile[]): Page {
  return { number, files, claims: createClaims(files.length) };
}

function createClaims(count: number): Int32Array {
  return new Int32Array(new SharedArrayBuffer((count + 1) * Int32Array.BYTES_PER_ELEMENT));
}

/**
 * Takes the next file for a worker: its index, or undefined when none is left. It is the
 * worker's as soon as it is taken, so that nothing is lost with a worker, wherever it dies.
 */
export function claimNext(claims: Int32Array, worker: number): number | undefined {
  for (let at = Atomics.load(claims, 0) + 1; at < claims.length; at++) {
    if (Atomics.compareExchange(claims, at, 0, worker) !== 0) continue;
    Atomics.store(claims, 0, at);
    return at - 1;
  }
  return undefined;
}

/** How many files of the page nobody has taken, or a few more. */
export function filesLeft({ files, claims }: Page): number {
  return Math.max(0, files.length - Atomics.load(claims, 0));
}

/** The files that the worker has taken, by their indexes. */
export function claimedBy(claims: Int32Array, worker: number): number[] {
  return [...claims.keys()]
    .slice(1)
    .filter((at) => Atomics.load(claims, at) === worker)
    .map((at) => at - 1);
}

/** A block as it was before it was sent: buffers arrive as plain byte arrays. */
export function receivedBlock({ texts, keys, rows, files }: RecordBlock): RecordBlock {
  return { texts: asBuffer(texts), keys: asBuffer(keys), rows, files };
}

function asBuffer({ buffer, byteOffset, length }: Uint8Array<ArrayBuffer>): Buffer<ArrayBuffer> {
  return Buffer.from(buffer, byteOffset, length);
}
