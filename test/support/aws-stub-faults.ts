import {
  type AwsAnswer,
  type AwsError,
  answerOf,
  type CommonError,
  commonError,
} from './aws-stub-answers.ts';
import { invalidToken } from './aws-stub-history.ts';
import type { AwsRequest } from './aws-stub-request.ts';
import { explicitlyDenied, type World } from './aws-stub-services.ts';
import type { Fault } from './s3-stub-faults.ts';

/** What goes wrong on the way, as with the stub for S3. */
type NetworkFault = Extract<Fault, { kind: (typeof networkFaults)[number] }>;

const networkFaults = [
  'reset',
  'reset-mid-body',
  'truncated',
  'hang',
  'hang-mid-body',
  'slow-body',
  'late',
] as const satisfies readonly Fault['kind'][];

/** What goes wrong with an answer. */
export type AwsFault =
  | NetworkFault
  /** ThrottlingException or what the service calls it, whatever the quota. */
  | { readonly kind: 'throttle' }
  /** 500 */
  | { readonly kind: 'internal-error' }
  /** 503 */
  | { readonly kind: 'unavailable' }
  /** The credentials are temporary ones, and their time is over. */
  | { readonly kind: 'expired' }
  /** The credentials are not known. */
  | { readonly kind: 'unknown-access-key' }
  /** A policy of the organization denies it. */
  | { readonly kind: 'access-denied' }
  /** LookupEvents no longer knows a token that it gave. Without a token: nothing. */
  | { readonly kind: 'invalid-page-token' }
  /** LookupEvents gives only so many events, even none, and a token for more. */
  | { readonly kind: 'short-page'; readonly length: number }
  /** Any other error. */
  | { readonly kind: 'error'; readonly error: AwsError }
  /** 200, with a page of some proxy for a body. */
  | { readonly kind: 'garbage'; readonly text?: string };

/** What a fault is decided by. */
interface AwsFaultRequest extends AwsRequest {
  /** How many requests there were, this one included: the first is 1. Those for S3 are not counted. */
  readonly nth: number;
  /** The same of requests for this operation in this region. */
  readonly nthOfKind: number;
  /** The same of requests for this operation in this region with these parameters. */
  readonly attempt: number;
}

/** Decides for each request what goes wrong with it; undefined for nothing. */
export type AwsFaults = (request: AwsFaultRequest) => AwsFault | undefined;

/** From this request on, the credentials' time is over. */
export function expiredFrom(nth: number): AwsFaults {
  return (request) => (request.nth >= nth ? { kind: 'expired' } : undefined);
}

/** The answer that the fault puts in place of AWS's; undefined where it only changes that. */
export function faultAnswer(
  fault: AwsFault,
  request: AwsRequest,
  world: World,
  id: string,
): AwsAnswer | undefined {
  if (fault.kind === 'garbage') return garbage(fault.text);
  const error = faultError(fault, request, world);
  return error && answerOf(error, request.protocol, id);
}

function faultError(fault: AwsFault, request: AwsRequest, world: World): AwsError | undefined {
  switch (fault.kind) {
    case 'throttle':
    case 'internal-error':
    case 'unavailable':
    case 'expired':
    case 'unknown-access-key':
      return commonError(commonErrors[fault.kind], request.protocol);
    case 'access-denied':
      return explicitlyDenied(request, world);
    case 'invalid-page-token':
      return request.parameters['NextToken'] === undefined ? undefined : invalidToken;
    case 'error':
      return fault.error;
    default:
      return undefined;
  }
}

const commonErrors = {
  throttle: 'throttled',
  'internal-error': 'internal',
  unavailable: 'unavailable',
  expired: 'expired',
  'unknown-access-key': 'unknown-access-key',
} as const satisfies Readonly<Record<string, CommonError>>;

function garbage(body = '<!DOCTYPE html><html><body>Please sign in<br></body></html>'): AwsAnswer {
  const length = String(Buffer.byteLength(body));
  const headers = ['Content-Type', 'text/html', 'Content-Length', length];
  return { status: 200, headers, body, error: undefined };
}

export function isNetworkFault(fault: AwsFault): fault is NetworkFault {
  return networkFaults.some((kind) => kind === fault.kind);
}
