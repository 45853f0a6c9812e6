import { type Call, calls } from './calls.ts';
import { compileEvent, type EventTemplate, type EventTemplates } from './event-template.ts';
import { type Exchange, makeExchange } from './requests.ts';
import { slot } from './template.ts';

const errors = [
  ['AccessDenied', 'User is not authorized to perform: CALL because no policy allows the action'],
  ['AccessDenied', 'User is not authorized to perform: CALL with an explicit deny in a policy'],
  ['ThrottlingException', 'Rate exceeded'],
  ['ResourceNotFoundException', 'The resource that was asked for does not exist'],
  ['ValidationException', '1 validation error detected: a value failed to satisfy a constraint'],
] as const;

const variants = [0, 1, 2];

/** Makes up templates from the table of calls. */
export function makeUpTemplates(): EventTemplates {
  return {
    succeeded: calls.flatMap((call) => variants.map((variant) => template(call, variant))),
    failed: calls.flatMap((call, index) =>
      variants.map((variant) => template(call, variant, index + variant)),
    ),
    skew: 2.5,
  };
}

/** Makes the template of TerminateInstances, which a command of the benchmark looks for. */
export function terminateInstances(): EventTemplate {
  const items = [{ instanceId: `i-${slot('hex')}` }];
  const running = { code: 16, name: 'running' };
  const stopping = { code: 32, name: 'shutting-down' };
  const states = [{ ...items[0], currentState: stopping, previousState: running }];
  return compile(
    { service: 'ec2', name: 'TerminateInstances' },
    {
      request: { instancesSet: { items } },
      response: { requestId: slot('fresh-uuid', 1), instancesSet: { items: states } },
      resource: `arn:aws:ec2:${slot('region')}:${slot('account')}:instance/i-${slot('hex')}`,
      readOnly: false,
    },
  );
}

function template(call: Call, variant: number, error?: number): EventTemplate {
  const exchange = makeExchange(call, variant);
  return error === undefined
    ? compile(call, exchange)
    : compile(call, { ...exchange, response: null }, errors[error % errors.length]);
}

function compile(
  { service, name }: Call,
  { request, response, resource, readOnly }: Exchange,
  error?: readonly [code: string, message: string],
): EventTemplate {
  const eventSource = `${service}.amazonaws.com`;
  const signIn = name === 'ConsoleLogin';
  const event = {
    eventVersion: '1.09',
    userIdentity: slot('identity'),
    eventTime: slot('time'),
    eventSource,
    eventName: name,
    awsRegion: slot('region'),
    sourceIPAddress: slot('address'),
    userAgent: slot('agent'),
    ...(error && !signIn
      ? { errorCode: error[0], errorMessage: error[1].replace('CALL', `${service}:${name}`) }
      : {}),
    ...(signIn ? describeSignIn(error !== undefined) : {}),
    ...(signIn ? {} : { requestParameters: request, responseElements: response }),
    requestID: service === 's3' ? slot('fresh-code') : slot('fresh-uuid', 1),
    eventID: slot('fresh-uuid', 2),
    readOnly,
    ...(/^(?:kms|s3|secretsmanager|lambda)$/.test(service)
      ? { resources: [{ accountId: slot('account'), ARN: resource }] }
      : {}),
    eventType: signIn ? 'AwsConsoleSignIn' : 'AwsApiCall',
    managementEvent: true,
    recipientAccountId: slot('account'),
    eventCategory: 'Management',
    tlsDetails: {
      tlsVersion: 'TLSv1.3',
      cipherSuite: 'TLS_AES_128_GCM_SHA256',
      clientProvidedHostHeader: `${service}.${slot('region')}.amazonaws.com`,
    },
  };
  const json = JSON.stringify(event).replace(`"${slot('identity')}"`, slot('identity'));
  return compileEvent(json, { eventSource, anyCaller: !signIn });
}

/**
 * A sign-in that failed has no errorCode: https://docs.aws.amazon.com/awscloudtrail/, "AWS
 * Management Console sign-in events".
 */
function describeSignIn(failed: boolean): object {
  return {
    ...(failed ? { errorMessage: 'Failed authentication' } : {}),
    requestParameters: null,
    responseElements: { ConsoleLogin: failed ? 'Failure' : 'Success' },
    additionalEventData: {
      LoginTo: 'https://console.aws.amazon.com/console/home',
      MobileVersion: 'No',
      MFAUsed: 'Yes',
    },
  };
}
