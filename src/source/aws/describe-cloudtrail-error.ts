import { SourceError } from '../../errors.ts';
import { ReadError } from '../read-error.ts';
import type { Access } from './access.ts';
import {
  codeNameOf,
  commonProblem,
  connectionProblem,
  isThrottled,
  isTimeout,
} from './aws-error.ts';

/**
 * Explains why requests to CloudTrail in a region fail. Returns a ReadError when other regions may
 * still answer, else a SourceError.
 */
export function describeCloudTrailError(error: unknown, region: string, access: Access): unknown {
  if (!(error instanceof Error) || error instanceof SourceError || error instanceof ReadError) {
    return error;
  }
  // AWS gives the same error for a region that is not enabled as for an unknown key.
  if (error.name === 'UnrecognizedClientException') {
    return new ReadError('the region is not enabled for the account, or the access key is unknown');
  }
  const common = commonProblem(error, access);
  if (common) return common;
  const connection = connectionProblem(error);
  if (connection) {
    return new ReadError(
      `no connection to CloudTrail in ${region} (${connection}): check the network` +
        // A region that does not exist has no host name.
        (connection === 'ENOTFOUND' ? " and the region's name" : ''),
    );
  }
  if (isTimeout(error))
    return new ReadError('no answer in time, after several tries: try a longer --timeout');
  if (error.name === 'InvalidNextTokenException') {
    return new ReadError(
      'CloudTrail no longer accepts its page token: older events are missing, try again',
    );
  }
  if (error.name.startsWith('AccessDenied')) return new ReadError(describeDenial(error));
  if (isThrottled(error)) {
    return new ReadError("throttled repeatedly: other clients use up the account's request quota");
  }
  return new ReadError(`the request to CloudTrail failed (${codeNameOf(error)})`);
}

/**
 * Explains an error that ends the run, as nothing else can be read: never as a ReadError. `subject`
 * names the source for the message.
 */
export function describeOnlyCloudTrailError(
  error: unknown,
  region: string | undefined,
  { access, subject }: { readonly access: Access; readonly subject?: string },
): unknown {
  const described = describeCloudTrailError(error, region ?? 'the current region', access);
  if (!(described instanceof ReadError)) return described;
  const { message } = described;
  return new SourceError(subject === undefined ? message : `${subject}: ${message}`);
}

/**
 * Explains a denial from AWS's message (IAM User Guide, "Troubleshoot access denied error
 * messages").
 */
function describeDenial({ message }: Error): string {
  const [action = 'cloudtrail:LookupEvents'] = /\b(?:cloudtrail|account):\w+/.exec(message) ?? [];
  const [, policy] =
    /with an explicit deny in (an? [a-z -]*(?:policy|boundary))/.exec(message) ?? [];
  if (policy === undefined) return `access denied: grant ${action}`;
  return `access denied: ${policy} denies ${action}: change it, no grant overrides an explicit deny`;
}
