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
 * Says what it means that CloudTrail cannot be asked in a region: a ReadError when others may answer,
 * else a SourceError.
 */
export function describeCloudTrailError(error: unknown, region: string, access: Access): unknown {
  if (!(error instanceof Error) || error instanceof SourceError || error instanceof ReadError) {
    return error;
  }
  // What AWS says where a region is not enabled is what it says of unknown keys.
  if (error.name === 'UnrecognizedClientException') {
    return new ReadError('the region is not enabled for the account, or the access key is unknown');
  }
  const common = commonProblem(error, access);
  if (common) return common;
  const connection = connectionProblem(error);
  if (connection) {
    return new ReadError(
      `no connection to CloudTrail in ${region} (${connection}): check the network` +
        // So a region is answered that there is not.
        (connection === 'ENOTFOUND' ? " and the region's name" : ''),
    );
  }
  if (isTimeout(error)) return new ReadError('no answer in time, several times: try --timeout');
  if (error.name === 'InvalidNextTokenException') {
    return new ReadError(
      'CloudTrail has lost the place up to which it was read: older events are missing, try again',
    );
  }
  if (error.name.startsWith('AccessDenied')) return new ReadError(describeDenial(error));
  if (isThrottled(error)) {
    return new ReadError(
      'throttled, again and again: somebody else uses up the requests that the account may make',
    );
  }
  return new ReadError(`CloudTrail does not answer as it should (${codeNameOf(error)})`);
}

/** The same where nothing but this is asked: never a ReadError. `subject` is what was asked for. */
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

/** IAM User Guide, "Troubleshoot access denied error messages". */
function describeDenial({ message }: Error): string {
  const [action = 'cloudtrail:LookupEvents'] = /\b(?:cloudtrail|account):\w+/.exec(message) ?? [];
  const [, policy] =
    /with an explicit deny in (an? [a-z -]*(?:policy|boundary))/.exec(message) ?? [];
  if (policy === undefined) return `access denied: grant ${action}`;
  return `access denied: ${policy} denies ${action}: change that, no grant overrules it`;
}
