import { type AwsError, commonError, type Reply, serviceError } from './aws-stub-answers.ts';
import type { AwsRequest } from './aws-stub-request.ts';

/** A role that callers may assume. */
export interface StubRole {
  readonly arn: string;
  /**
   * The external ID that the trust policy requires; when absent, any external ID is accepted, or
   * none.
   */
  readonly externalId?: string;
  /** The MFA device that the trust policy requires. As with AWS, each of its codes works once. */
  readonly mfa?: { readonly serialNumber: string; readonly tokenCodes: readonly string[] };
  /** Seconds until sessions expire, by the real clock, whatever is requested; may be negative. */
  readonly lifetime?: number;
  /** The longest session that may be requested, in seconds; 3600 when absent. */
  readonly maxSessionDuration?: number;
}

/** Temporary credentials that the stub has issued. */
export interface StubSession {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  readonly expiration: Date;
  readonly roleArn: string;
  /** `arn:aws:sts::ACCOUNT:assumed-role/ROLE/SESSION` */
  readonly arn: string;
  /** `AROA…:SESSION` */
  readonly userId: string;
}

/** The roles and sessions of STS. */
export interface Sts {
  readonly sessions: readonly StubSession[];
  sessionOf(accessKeyId: string | undefined): StubSession | undefined;
  assumeRole(request: AwsRequest, callerArn: string): Reply;
}

/** Creates an STS with these roles and no sessions. */
export function createSts(roles: readonly StubRole[]): Sts {
  const sessions: StubSession[] = [];
  const usedCodes = new Set<string>();
  return {
    sessions,
    sessionOf: (accessKeyId) => sessions.find((session) => session.accessKeyId === accessKeyId),
    assumeRole(request, callerArn) {
      const role = roles.find(({ arn }) => arn === request.parameters['RoleArn']);
      const error = refusal(request, role, callerArn) ?? mfaError(request, role, usedCodes);
      if (error) return error;
      if (role === undefined) return notAuthorized(request, callerArn);
      const session = startSession(request, role, sessions.length + 1);
      sessions.push(session);
      return sessionReply(request, session);
    },
  };
}

/** Answers GetCallerIdentity. */
export function callerIdentity(arn: string, userId: string): Reply {
  const result = { Arn: arn, UserId: userId, Account: arn.split(':')[4] };
  return { kind: 'xml', operation: 'GetCallerIdentity', result };
}

function refusal(
  request: AwsRequest,
  role: StubRole | undefined,
  callerArn: string,
): AwsError | undefined {
  const { RoleArn, RoleSessionName, ExternalId, DurationSeconds, TokenCode } = request.parameters;
  if (typeof RoleArn !== 'string' || RoleArn.length < 20) return invalid('roleArn', RoleArn);
  if (!/^[\w+=,.@-]{2,64}$/.test(String(RoleSessionName))) {
    return invalid('roleSessionName', RoleSessionName);
  }
  if (role === undefined) return notAuthorized(request, callerArn);
  if (role.externalId !== undefined && role.externalId !== ExternalId) {
    return notAuthorized(request, callerArn);
  }
  if (role.mfa && TokenCode === undefined) return notAuthorized(request, callerArn);
  if (Number(DurationSeconds ?? 3600) < 900) return invalid('durationSeconds', DurationSeconds);
  if (Number(DurationSeconds ?? 900) > (role.maxSessionDuration ?? 3600)) {
    const message =
      'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.';
    return serviceError('ValidationError', message);
  }
  return undefined;
}

function invalid(parameter: string, value: unknown): AwsError {
  const message = `1 validation error detected: Value '${value ?? 'null'}' at '${parameter}' failed to satisfy constraint`;
  return serviceError('ValidationError', message);
}

/**
 * Returns the error of a denied role; STS does not say which condition of the trust policy is not
 * met.
 */
function notAuthorized({ parameters: { RoleArn } }: AwsRequest, callerArn: string): AwsError {
  const message = `User: ${callerArn} is not authorized to perform: sts:AssumeRole on resource: ${RoleArn}`;
  return commonError('denied', 'query', message);
}

function mfaError(
  { parameters: { SerialNumber, TokenCode } }: AwsRequest,
  role: StubRole | undefined,
  usedCodes: Set<string>,
): AwsError | undefined {
  if (SerialNumber === undefined && TokenCode === undefined) return undefined;
  if (SerialNumber === undefined || TokenCode === undefined) {
    return denied('must provide both MFA serial number and one time pass code.', ', ');
  }
  if (role?.mfa === undefined || role.mfa.serialNumber !== SerialNumber) {
    const message =
      'unable to validate MFA code.  Please verify your MFA serial number is valid and associated with this user.';
    return denied(message, ', ');
  }
  const code = String(TokenCode);
  if (!role.mfa.tokenCodes.includes(code) || usedCodes.has(code)) {
    return denied('with invalid MFA one time pass code. ', ' ');
  }
  usedCodes.add(code);
  return undefined;
}

function denied(reason: string, joint: string): AwsError {
  return commonError('denied', 'query', `MultiFactorAuthentication failed${joint}${reason}`);
}

function startSession({ parameters }: AwsRequest, role: StubRole, number: number): StubSession {
  const { RoleSessionName, DurationSeconds } = parameters;
  const [, partition, , , account, ...path] = role.arn.split(':');
  const name = path.join(':').replace(/^.*\//, '');
  const lifetime = role.lifetime ?? Number(DurationSeconds ?? 3600);
  const id = number.toString(36).toUpperCase().padStart(12, '0');
  return {
    accessKeyId: `ASIASTUB${id}`,
    secretAccessKey: `stub+secret/${id}`.padEnd(40, 'x'),
    sessionToken: `FwoGZXIvYXdzE${id}//////////stub==`,
    expiration: new Date(Date.now() + lifetime * 1000),
    roleArn: role.arn,
    arn: `arn:${partition}:sts::${account}:assumed-role/${name}/${RoleSessionName}`,
    userId: `AROASTUBEXAMPLEROLE00:${RoleSessionName}`,
  };
}

function sessionReply({ parameters }: AwsRequest, session: StubSession): Reply {
  const { accessKeyId, secretAccessKey, sessionToken, expiration, arn, userId } = session;
  const { SourceIdentity } = parameters;
  const result = {
    Credentials: {
      AccessKeyId: accessKeyId,
      SecretAccessKey: secretAccessKey,
      SessionToken: sessionToken,
      Expiration: expiration.toISOString().replace(/\.\d+Z$/, 'Z'),
    },
    AssumedRoleUser: { AssumedRoleId: userId, Arn: arn },
    SourceIdentity: typeof SourceIdentity === 'string' ? SourceIdentity : undefined,
  };
  return { kind: 'xml', operation: 'AssumeRole', result };
}
