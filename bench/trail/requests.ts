import type { Call } from './calls.ts';
import { slot } from './template.ts';

/** The request of a call and the response of the service, as in an event. May contain slots. */
export interface Exchange {
  readonly request: object | null;
  readonly response: object | null;
  /** The ARN of the resource that the call was about. */
  readonly resource: string;
  readonly readOnly: boolean;
}

const readVerbs =
  /^(?:Batch)?(?:Get|List|Describe|Lookup|Filter|Select|Decrypt|Encrypt|Assume|Generate|Validate|Check|Poll)/;
const listVerbs = /^(?:List|Describe|Lookup|Filter|Select)/;
const makeVerbs = /^(?:Create|Run|Start|Register|Request|Put|Submit|Send|Publish)/;
const endVerbs = /^(?:Delete|Terminate|Stop|Deregister|Retire|Revoke|Pause)/;

/**
 * Makes up the request and response of a call from its name. `variant` distinguishes callers that
 * ask for more or less.
 */
export function makeExchange({ service, name }: Call, variant: number): Exchange {
  if (name.startsWith('AssumeRole')) return assumeRole(variant);
  const noun = name.replace(/^(?:Batch)?[A-Z][a-z0-9]+/, '').replace(/\d+.*$/, '') || 'Resource';
  const type = noun.charAt(0).toLowerCase() + noun.slice(1);
  const readOnly = readVerbs.test(name);
  const resource = `arn:aws:${service}:${slot('region')}:${slot('account')}:${type}/${slot('name')}`;
  const id = identify(type, resource, name.length + variant);
  return { ...exchange(name, { type, id, resource, variant }), resource, readOnly };
}

/** Returns new credentials; no made-up event is called with them. */
function assumeRole(variant: number): Exchange {
  const role = `service-role-${variant * 7}`;
  const roleArn = `arn:aws:iam::${slot('account')}:role/${role}`;
  const roleSessionName = `session-${slot('hex')}`;
  return {
    request: { roleArn, roleSessionName, durationSeconds: 3600 },
    response: {
      credentials: { accessKeyId: `ASIA${slot('any-key')}`, sessionToken: 'IQoJb3JpZ2luX2VjEC0a' },
      assumedRoleUser: {
        assumedRoleId: `AROA3XFRBF535PLBIFPI4:${roleSessionName}`,
        arn: `arn:aws:sts::${slot('account')}:assumed-role/${role}/${roleSessionName}`,
      },
    },
    resource: roleArn,
    readOnly: true,
  };
}

interface Subject {
  readonly type: string;
  readonly id: object;
  readonly resource: string;
  readonly variant: number;
}

function exchange(
  name: string,
  { type, id, resource, variant }: Subject,
): Pick<Exchange, 'request' | 'response'> {
  if (listVerbs.test(name)) {
    if (variant === 0) return { request: { maxResults: 100 }, response: null };
    const filters = [
      { name: 'tag:team', values: [slot('name', 1), 'platform'] },
      { name: 'state', values: ['available', 'pending'] },
    ];
    return { request: { ...id, filters, maxResults: 50 * variant }, response: null };
  }
  if (readVerbs.test(name)) {
    return { request: variant === 0 ? id : { ...id, includeDetails: true }, response: null };
  }
  if (makeVerbs.test(name))
    return { request: specify(type, variant), response: answer(type, resource) };
  if (endVerbs.test(name)) return { request: { ...id, force: false }, response: null };
  return { request: { ...id, ...specify(type, variant) }, response: { _return: true } };
}

/** Identifies the resource by its name, ID or ARN: services differ in this. */
function identify(type: string, resource: string, choice: number): object {
  switch (choice % 3) {
    case 0:
      return { [`${type}Name`]: slot('name') };
    case 1:
      return { [`${type}Id`]: slot('uuid') };
    default:
      return { [`${type}Arn`]: resource };
  }
}

function specify(type: string, variant: number): object {
  return {
    [`${type}Name`]: slot('name'),
    description: 'Made by the deployment pipeline',
    tags: [
      { key: 'team', value: slot('name', 1) },
      { key: 'stage', value: variant === 0 ? 'production' : 'staging' },
    ],
    settings: { retentionInDays: 30 * (variant + 1), encrypted: true, kmsKeyId: slot('uuid', 1) },
    clientToken: slot('uuid', 2),
  };
}

function answer(type: string, resource: string): object {
  return {
    [type]: {
      arn: resource,
      id: slot('uuid', 3),
      status: 'CREATING',
      createdBy: `arn:aws:iam::${slot('account')}:role/deployment`,
      networkInterfaces: [{ id: `eni-${slot('hex')}`, subnetId: `subnet-${slot('hex', 1)}` }],
    },
  };
}
