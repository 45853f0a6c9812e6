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

/** A fault of the network, as in the stub of S3. */
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

/** A fault in an answer. */
export type AwsFault =
  | NetworkFault
  /** ThrottlingException, or the service's name for it, regardless of the quota. */
  | { readonly kind: 'throttle' }
  /** 500 */
  | { readonly kind: 'internal-error' }
  /** 503 */
  | { readonly kind: 'unavailable' }
  /** The credentials are temporary and have expired. */
  | { readonly kind: 'expired' }
  /** The credentials are not known. */
  | { readonly kind: 'unknown-access-key' }
  /** A policy of the organization denies the action. */
  | { readonly kind: 'access-denied' }
  /** LookupEvents rejects every page token; requests without one are not affected. */
  | { readonly kind: 'invalid-page-token' }
  /** LookupEvents returns only `length` events, even none, and a token for more. */
  | { readonly kind: 'short-page'; readonly length: number }
  /** Any other error. */
  | { readonly kind: 'error'; readonly error: AwsError }
  /** 200, with the page of a proxy as its body. */
  | { readonly kind: 'garbage'; readonly text?: string };

/** A request for which a fault is decided. */
interface AwsFaultRequest extends AwsRequest {
  /** The number of this request, from 1. Requests for S3 are not counted. */
  readonly nth: number;
  /** Its number among the requests for this operation in this region. */
  readonly nthOfKind: number;
  /** Its number among the requests for this operation in this region with the same parameters. */
  readonly attempt: number;
}

/** Decides the fault of each request; undefined for none. */
export type AwsFaults = (request: AwsFaultRequest) => AwsFault | undefined;

/** Makes the credentials expire from the `nth` request on. */
export function expiredFrom(nth: number): AwsFaults {
  return (request) => (request.nth >= nth ? { kind: 'expired' } : undefined);
}

/**
 * Returns the answer of a fault in place of AWS's; undefined when the fault only changes how that
 * is sent.
 */
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

/** Whether a fault changes only how an answer is sent. */
export function isNetworkFault(fault: AwsFault): fault is NetworkFault {
  return networkFaults.some((kind) => kind === fault.kind);
}
