import type { ServerResponse } from 'node:http';
import { createRandom, type Random } from '../../bench/random.ts';
import {
  type Answer,
  accessDenied,
  errorAnswer,
  noSuchKey,
  notAuthorized,
} from './s3-stub-answers.ts';
import type { S3Request } from './s3-stub-request.ts';
import type { S3Error } from './s3-stub-xml.ts';

/** A fault in an answer. Times are in milliseconds; `after` counts bytes of the body. */
export type Fault =
  /** 503 SlowDown. */
  | { readonly kind: 'slow-down' }
  /** 500 InternalError. */
  | { readonly kind: 'internal-error' }
  /** Any other error. */
  | { readonly kind: 'error'; readonly error: S3Error }
  /** 403; with `kms`, for an encryption key that may not be used. */
  | { readonly kind: 'access-denied'; readonly kms?: boolean }
  /** An object that was deleted since it was listed: 404 NoSuchKey. */
  | { readonly kind: 'no-such-key' }
  /** An object that was overwritten since it was listed: 412 to If-Match, and another ETag. */
  | { readonly kind: 'changed' }
  /** 200, with the page of a proxy as its body. */
  | { readonly kind: 'garbage'; readonly text?: string }
  /** The connection is reset before the answer. */
  | { readonly kind: 'reset' }
  /** The connection is reset within the body. */
  | { readonly kind: 'reset-mid-body'; readonly after: number }
  /** The connection is closed normally within the body. */
  | { readonly kind: 'truncated'; readonly after: number }
  /** The request is never answered. */
  | { readonly kind: 'hang' }
  /** The body stops after this many bytes, without an end. */
  | { readonly kind: 'hang-mid-body'; readonly after: number }
  /** The body is sent in pieces of `piece` bytes, with a pause between two. */
  | { readonly kind: 'slow-body'; readonly piece: number; readonly pause: number }
  /** The whole answer is sent late. */
  | { readonly kind: 'late'; readonly pause: number };

export type FaultKind = Fault['kind'];

/** A request for which a fault is decided. */
interface FaultRequest extends S3Request {
  /** The number of this request among identical ones, from 1. */
  readonly attempt: number;
}

/** Decides the fault of each request; undefined for none. */
export type Faults = (request: FaultRequest) => Fault | undefined;

/** Options of random faults. */
export interface RandomFaultsOptions {
  /** The share of requests with a fault, from 0 to 1. */
  readonly rate: number;
  readonly seed: number;
  /** The kinds of faults; when absent, all of `faultKinds`. */
  readonly kinds?: readonly FaultKind[];
}

/** The kinds of faults that `randomFaults` can create. */
export const faultKinds = [
  'slow-down',
  'internal-error',
  'access-denied',
  'no-such-key',
  'changed',
  'garbage',
  'reset',
  'reset-mid-body',
  'truncated',
  'hang',
  'hang-mid-body',
  'slow-body',
  'late',
] as const satisfies readonly FaultKind[];

/**
 * The kinds of faults that do not recur when a request is repeated, and that are noticed without a
 * timeout.
 */
export const passingFaultKinds = [
  'slow-down',
  'internal-error',
  'reset',
  'reset-mid-body',
  'truncated',
  'slow-body',
  'late',
] as const satisfies readonly FaultKind[];

/**
 * Creates random faults of these kinds. Each attempt at a request has its own fault, which depends
 * only on the seed and not on the order of requests.
 */
export function randomFaults({ rate, seed, kinds = faultKinds }: RandomFaultsOptions): Faults {
  return ({ method, bucket, url, range, attempt }) => {
    const random = createRandom(hash(`${seed} ${method} ${bucket} ${url} ${range} ${attempt}`));
    if (random() >= rate) return undefined;
    const kind = kinds[Math.floor(random() * kinds.length)];
    return kind && randomFault(kind, random);
  };
}

/** Computes a hash of 32 bits with FNV-1a. */
function hash(text: string): number {
  let state = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) {
    state = Math.imul(state ^ text.charCodeAt(at), 0x01000193);
  }
  return state;
}

function randomFault(kind: FaultKind, random: Random): Fault {
  switch (kind) {
    case 'reset-mid-body':
    case 'truncated':
    case 'hang-mid-body':
      return { kind, after: Math.floor(random() * 2000) };
    case 'slow-body':
      return { kind, piece: 1 + Math.floor(random() * 1000), pause: Math.floor(random() * 5) };
    case 'late':
      return { kind, pause: Math.floor(random() * 50) };
    case 'access-denied':
      return { kind, kms: random() < 0.5 };
    case 'error':
      return { kind: 'internal-error' };
    default:
      return { kind };
  }
}

/**
 * Returns the answer of a fault in place of S3's; undefined when the fault only changes how that is
 * sent.
 */
export function faultAnswer(fault: Fault, request: S3Request, id: string): Answer | undefined {
  switch (fault.kind) {
    case 'slow-down':
      return errorAnswer(slowDown, id);
    case 'internal-error':
      return errorAnswer(internalError, id);
    case 'error':
      return errorAnswer(fault.error, id);
    case 'access-denied':
      return errorAnswer(fault.kms ? notAuthorized('kms:Decrypt', kmsKey) : accessDenied, id);
    case 'no-such-key':
      return request.key === undefined ? undefined : errorAnswer(noSuchKey(request), id);
    case 'garbage':
      return garbage(fault.text ?? '<!DOCTYPE html><html><body>Please sign in<br></body></html>');
    default:
      return undefined;
  }
}

const slowDown: S3Error = {
  status: 503,
  code: 'SlowDown',
  message: 'Please reduce your request rate.',
};

const internalError: S3Error = {
  status: 500,
  code: 'InternalError',
  message: 'We encountered an internal error. Please try again.',
};

const kmsKey = 'arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';

function garbage(body: string): Answer {
  const length = String(Buffer.byteLength(body));
  const headers = ['x-amz-request-id', '', 'Content-Type', 'text/html', 'Content-Length', length];
  return { status: 200, headers, body };
}

/** Sends an answer with its fault: slowly, partly, or not at all. */
export async function sendWithFault(
  response: ServerResponse,
  { status, headers, body }: Answer,
  fault: Fault,
): Promise<void> {
  const bytes = Buffer.from(body);
  const socket = response.socket;
  switch (fault.kind) {
    case 'hang':
      return;
    case 'reset':
      socket?.resetAndDestroy();
      return;
    case 'reset-mid-body':
      await writePart(response.writeHead(status, headers), bytes, fault.after);
      socket?.resetAndDestroy();
      return;
    case 'truncated':
      await writePart(response.writeHead(status, headers), bytes, fault.after);
      socket?.destroySoon();
      return;
    case 'hang-mid-body':
      await writePart(response.writeHead(status, headers), bytes, fault.after);
      return;
    case 'slow-body':
      response.writeHead(status, headers);
      await writeSlowly(response, bytes, fault);
      response.end();
      return;
    case 'late':
      await pause(fault.pause);
      response.writeHead(status, headers).end(body);
      return;
    default:
      response.writeHead(status, headers).end(body);
  }
}

/** Writes at most this many bytes, but never all of them, and waits until they are sent. */
async function writePart(response: ServerResponse, bytes: Buffer, length: number): Promise<void> {
  const part = bytes.subarray(0, Math.max(0, Math.min(length, bytes.length - 1)));
  response.flushHeaders();
  await new Promise((resolve) => {
    // After a disconnect, write never calls back.
    response.once('close', resolve);
    response.write(part, resolve);
  });
}

async function writeSlowly(
  response: ServerResponse,
  bytes: Buffer,
  { piece, pause: milliseconds }: { readonly piece: number; readonly pause: number },
): Promise<void> {
  for (let at = 0; at < bytes.length && !response.destroyed; at += piece) {
    if (at > 0) await pause(milliseconds);
    response.write(bytes.subarray(at, at + piece));
  }
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds).unref();
  });
}
