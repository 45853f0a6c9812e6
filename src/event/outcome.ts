import { type CloudTrailEvent, eventNameOf, eventSourceOf } from './event.ts';
import { errorCodeOf, failedItemsOf } from './failed-items.ts';
import { failedSignIn } from './failure-words.ts';
import { ownProperty } from './own-property.ts';
import { statusOfCode, statusOfDetails, statusOfResponse } from './reported-status.ts';
import { servicePrefixOf } from './services.ts';

/** How a call ended: it succeeded, a policy denied it, or it failed in another way. */
export type Outcome = (typeof outcomes)[number];

/** Every outcome, for help and completion. */
export const outcomes = ['ok', 'denied', 'failed'] as const;

/**
 * Returns the outcome of an event. An error is `denied` when its code says that the caller lacks a
 * permission; wrong or expired credentials, throttling and everything else are `failed`.
 *
 * Some failures have no error code. Services report them in their own words (`reported-status.ts`).
 * A batch call in which some items failed is `ok`, unless all failed: then it is `denied` if each
 * item was denied. The failure of a sign-in is the word `Failure` under the event's own name in
 * responseElements, or for IAM Identity Center in serviceEventDetails (CloudTrail User Guide, "AWS
 * Management Console sign-in events"; IAM Identity Center User Guide, "Understanding IAM Identity
 * Center sign-in events").
 */
export function outcomeOf(event: CloudTrailEvent): Outcome {
  return outcomeOfError(event) ?? statusOfDetails(event) ?? outcomeOfResponse(event);
}

/** Returns the outcome if it depends on the error alone; undefined when the event has none. */
export function outcomeOfError(event: CloudTrailEvent): Outcome | undefined {
  const { errorCode, errorMessage } = event;
  if (errorCode) return outcomeOfErrorCode(event);
  return errorMessage ? 'failed' : undefined;
}

/** Returns the outcome if it depends on the error code alone; undefined when the event has none. */
export function outcomeOfErrorCode(event: CloudTrailEvent): Outcome | undefined {
  const { errorCode } = event;
  // Some services write the HTTP status of a success.
  if (!errorCode || isSuccess(errorCode)) return undefined;
  return outcomeOfCode(errorCode, event);
}

function isSuccess(errorCode: string): boolean {
  return statusOfCode(errorCode) === 'ok' || /^(?:0|ok|success|none)$/i.test(errorCode);
}

function outcomeOfCode(code: string, event: CloudTrailEvent): Outcome {
  return isDenial(code, servicePrefixOf(eventSourceOf(event))) ? 'denied' : 'failed';
}

/**
 * Returns `ok` for a call that has neither an error nor details, if its response has no hint of a
 * failure; undefined for any other event.
 */
export function outcomeOfPlainCall(event: CloudTrailEvent): Outcome | undefined {
  const { errorCode, errorMessage, serviceEventDetails } = event;
  const hasError = errorCode ? !isSuccess(errorCode) : Boolean(errorMessage);
  return hasError || serviceEventDetails ? undefined : 'ok';
}

/**
 * Returns the outcome from everything but requestParameters; undefined when the number of items in
 * the request decides.
 */
export function outcomeWithoutRequest(event: CloudTrailEvent): Outcome | undefined {
  const status = outcomeOfError(event) ?? statusOfDetails(event);
  if (status) return status;
  const items = failedItemsOf({ responseElements: event.responseElements });
  return items && items.total === undefined ? undefined : outcomeOfResponse(event);
}

/** Returns the outcome of an event without an error, according to its details. */
function outcomeOfResponse(event: CloudTrailEvent): Outcome {
  if (isFailedSignIn(event)) return 'failed';
  const status = statusOfResponse(event);
  if (status) return status;
  const items = failedItemsOf(event);
  if (!items || items.failed !== items.total) return 'ok';
  const isDenied = (error: unknown) => outcomeOfCode(errorCodeOf(error) ?? '', event) === 'denied';
  const { errors, failed } = items;
  return errors.length >= failed && errors.every(isDenied) ? 'denied' : 'failed';
}

function isFailedSignIn(event: CloudTrailEvent): boolean {
  if (!isSignInService(event)) return false;
  const name = eventNameOf(event);
  return isFailure(event.responseElements, name) || isFailure(event.serviceEventDetails, name);
}

function isSignInService(event: CloudTrailEvent): boolean {
  return signInServices.has(servicePrefixOf(eventSourceOf(event)));
}

const signInServices: ReadonlySet<string> = new Set(['signin', 'sso']);

function isFailure(details: unknown, eventName: string): boolean {
  return ownProperty(details, eventName) === failedSignIn;
}

function isDenial(errorCode: string, service: string): boolean {
  const code = errorCode.startsWith('Client.') ? errorCode.slice('Client.'.length) : errorCode;
  if (credentialErrors.get(service)?.has(code)) return false;
  return accessDenied.test(code) || denials.has(code) || code === '403';
}

/** AccessDenied, AccessDeniedException, VpceAccessDenied, AccessDeniedForDependencyException … */
const accessDenied =
  /^(?:[A-Za-z0-9]{0,80}AccessDenied(?:ForDependency)?(?:Exception|Fault|Error)?|ACCESS_DENIED)$/;

/** The other error codes for a missing permission (the services' API references, "Errors"). */
const denials: ReadonlySet<string> = new Set([
  'AccessForbidden', // SageMaker Feature Store
  'AccessToClusterDenied', // Redshift
  'AccessToSnapshotDenied', // Redshift
  'AuthorizationError', // SNS
  'AuthorizationErrorException', // Application Discovery Service
  'AuthorizationException', // License Manager
  'Forbidden',
  'ForbiddenError', // Wickr
  'ForbiddenException', // App Mesh, Chime, MediaConvert, RDS Data API …
  'InsufficientDependencyServiceAccessPermissionException', // CloudTrail
  'InsufficientIAMAccessPermissionException', // CloudTrail
  'InsufficientPermissionsException', // Config, Directory Service
  'InsufficientPrivilegesException', // Elastic Beanstalk
  'NotAuthorized',
  'NotAuthorizedException', // Kinesis Video Streams, Performance Insights, Route 53
  'OperationNotPermittedFault', // SWF
  'SNSNoAuthorization', // RDS, Redshift
  'Unauthorized',
  'UnauthorizedAccess',
  'UnauthorizedClientException', // Chime
  'UnauthorizedException', // Amplify, API Gateway, AppSync, IoT …
  'UnauthorizedOperation', // EC2, Redshift
  'UnauthorizedOperationException', // WorkDocs
  'UnauthorizedPartnerIntegration', // Redshift
  'UnauthorizedResourceAccessException', // WorkDocs
]);

/** Services in which such a code means a wrong password or token instead (same source). */
const credentialErrors: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ['bedrock-agentcore', new Set(['UnauthorizedException'])],
  ['chatbot', new Set(['UnauthorizedException'])],
  ['cognito-identity', new Set(['NotAuthorizedException'])],
  ['cognito-idp', new Set(['NotAuthorizedException', 'UnauthorizedException'])],
  ['cognito-sync', new Set(['NotAuthorizedException'])],
  ['gamelift', new Set(['UnauthorizedException'])],
  ['kafkaconnect', new Set(['UnauthorizedException'])],
  ['resource-groups', new Set(['UnauthorizedException'])],
  ['sso', new Set(['UnauthorizedException', 'UnauthorizedClientException'])],
  ['sso-oauth', new Set(['UnauthorizedClientException'])],
]);
