import type { RecordBlock } from '../../query/record-block.ts';
import type { LogFile } from '../../source/log-file.ts';
import type { ScanResult, ScanSetup } from '../scan/file-scanner.ts';
import type { CredentialsRequest, CredentialsResponse } from './remote-credentials.ts';

/** The data that a worker is started with. */
export interface WorkerSetup {
  readonly setup: ScanSetup;
  /** The number of the worker in `Page.claims`, from 1. */
  readonly worker: number;
}

/** Messages to a worker. */
export type ToWorker =
  | { readonly kind: 'page'; readonly page: Page }
  | CredentialsResponse
  /**
   * One of the worker's results has been taken, so it may send another; `spare` is memory to reuse
   * for it.
   */
  | { readonly kind: 'taken'; readonly spare: readonly ArrayBuffer[] };

/**
 * A list of files that all workers share: each worker claims the next free file. So no worker waits
 * for a message, and a large file does not hold up the others.
 */
export interface Page {
  readonly number: number;
  readonly files: readonly LogFile[];
  /**
   * Shared memory. The first element is a number of files, from the beginning, that are certainly
   * claimed. It is followed by one element for each file: the number of the worker that claimed it,
   * or 0.
   */
  readonly claims: Int32Array;
}

/** Messages from a worker. */
export type FromWorker = FilesResult | CredentialsRequest | SourceFailed | Noted;

/** A source can no longer be read; `message` is the message of the SourceError. */
interface SourceFailed {
  readonly kind: 'failed';
  readonly message: string;
}

/** A note for the user about what is being read. */
interface Noted {
  readonly kind: 'noted';
  readonly text: string;
}

/** The results of a worker, and the files that it has read to their end since its last results. */
export interface FilesResult extends ScanResult {
  readonly kind: 'files';
  readonly finished: readonly FilePlace[];
  /** The file whose events are only partly in these results; more will follow. */
  readonly begun: FilePlace | undefined;
}

/** A file, by the number of its page and its index there. */
export type FilePlace = readonly [page: number, index: number];

/** The maximum number of results of a worker that wait to be taken, because each takes memory. */
export const maxResultsInFlight = 3;

/** Creates a page of unclaimed files. */
export function createPage(number: number, files: readonly LogFile[]): Page {
  return { number, files, claims: createClaims(files.length) };
}

function createClaims(count: number): Int32Array {
  return new Int32Array(new SharedArrayBuffer((count + 1) * Int32Array.BYTES_PER_ELEMENT));
}

/**
 * Claims the next file for a worker. Returns its index, or undefined when none is left. The claim
 * is atomic, so that no file is lost wherever a worker dies.
 */
export function claimNext(claims: Int32Array, worker: number): number | undefined {
  for (let at = Atomics.load(claims, 0) + 1; at < claims.length; at++) {
    if (Atomics.compareExchange(claims, at, 0, worker) !== 0) continue;
    Atomics.store(claims, 0, at);
    return at - 1;
  }
  return undefined;
}

/** Returns how many files of the page are unclaimed, or slightly more. */
export function filesLeft({ files, claims }: Page): number {
  return Math.max(0, files.length - Atomics.load(claims, 0));
}

/** Returns the indexes of the files that the worker has claimed. */
export function claimedBy(claims: Int32Array, worker: number): number[] {
  return [...claims.keys()]
    .slice(1)
    .filter((at) => Atomics.load(claims, at) === worker)
    .map((at) => at - 1);
}

/** Restores a block that was sent between threads: its buffers arrive as plain byte arrays. */
export function receivedBlock({ texts, keys, rows, files }: RecordBlock): RecordBlock {
  return { texts: asBuffer(texts), keys: asBuffer(keys), rows, files };
}

function asBuffer({ buffer, byteOffset, length }: Uint8Array<ArrayBuffer>): Buffer<ArrayBuffer> {
  return Buffer.from(buffer, byteOffset, length);
}
