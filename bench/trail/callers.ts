import { pick, pickByShare, type Random } from '../random.ts';
import { compileTemplate, slot, type Template } from './template.ts';

/** A caller, and the program it uses. */
export interface Caller {
  readonly number: number;
  readonly identity: Template;
  readonly agent: string;
  /** The name of an AWS service that calls; it replaces the address. */
  readonly service?: string;
}

const userNames = 'alice bob carol dave erin frank grace heidi ivan judy mallory niaj olivia peggy';
const agents = [
  'aws-sdk-java/2.20.1 Linux/5.10 OpenJDK_64-Bit_Server_VM/17.0.5 Java/17.0.5 vendor/Amazon.com_Inc. io/sync',
  'Boto3/1.34.84 md/Botocore#1.34.84 ua/2.0 os/linux#5.10.213-201.855.amzn2.x86_64 md/arch#x86_64 lang/python#3.11.8',
  'aws-sdk-go-v2/1.26.1 os/linux lang/go#1.22.2 md/GOOS#linux md/GOARCH#amd64 api/sts#1.28.6',
  'APN/1.0 HashiCorp/1.0 Terraform/1.8.1 (+https://www.terraform.io) terraform-provider-aws/5.46.0',
  'aws-cli/2.15.38 Python/3.11.8 Linux/5.15.0-1057-aws exe/x86_64.ubuntu.22 prompt/off command/s3.ls',
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/124.0.0.0',
  'aws-sdk-nodejs/2.1606.0 linux/v20.12.2 exec-env/AWS_Lambda_nodejs20.x promise',
];
const services = 'autoscaling cloudtrail config delivery.logs ec2 ecs lambda rds'.split(' ');

const roles = Array.from({ length: 40 }, (_, index) => `service-role-${index}`);
const people = ['Admin', 'Developer', 'ReadOnly'].map(
  (name, index) => `AWSReservedSSO_${name}_${index}f3a9c1be27d406${index}`,
);
const users = userNames.split(' ').flatMap((name) => [name, `${name}-ci`]);

const callers = {
  role: roles.map((role, index) => makeCaller(1000 + index, roleSession(role, 'false'))),
  person: people.map((role, index) => makeCaller(2000 + index, roleSession(role, 'true'))),
  user: users.map((user, index) => makeCaller(3000 + index, iamUser(user))),
  root: [makeCaller(4000, root())],
  service: services.map((name, index) => awsService(5000 + index, `${name}.amazonaws.com`)),
};

/** Returns a caller of any kind: most are sessions of roles, and one in 500 is root. */
export function pickCaller(random: Random): Caller {
  const kind = pickByShare(random, [
    ['role', 0.588],
    ['user', 0.2],
    ['service', 0.15],
    ['person', 0.06],
    ['root', 0.002],
  ] as const);
  return pick(random, callers[kind], 2);
}

/** Returns a caller that is a user or a session of a role. */
export function pickPrincipal(random: Random): Caller {
  const kind = pickByShare(random, [
    ['role', 0.65],
    ['user', 0.25],
    ['person', 0.1],
  ] as const);
  return pick(random, callers[kind], 2);
}

function makeCaller(number: number, identity: object): Caller {
  const agent = agents[number % agents.length] ?? '';
  return { number, identity: compileTemplate(JSON.stringify(identity)), agent };
}

function awsService(number: number, name: string): Caller {
  const identity = compileTemplate(JSON.stringify({ type: 'AWSService', invokedBy: name }));
  return { number, identity, agent: name, service: name };
}

function roleSession(role: string, mfaAuthenticated: string): object {
  const principalId = `AROA${codeOf(role)}`;
  const account = slot('account');
  const session = slot('session-name');
  return {
    type: 'AssumedRole',
    principalId: `${principalId}:${session}`,
    arn: `arn:aws:sts::${account}:assumed-role/${role}/${session}`,
    accountId: account,
    accessKeyId: `ASIA${slot('session-key')}`,
    sessionContext: {
      sessionIssuer: {
        type: 'Role',
        principalId,
        arn: `arn:aws:iam::${account}:role/${role}`,
        accountId: account,
        userName: role,
      },
      webIdFederationData: {},
      attributes: { creationDate: slot('session-start'), mfaAuthenticated },
    },
  };
}

function iamUser(userName: string): object {
  return {
    type: 'IAMUser',
    principalId: `AIDA${codeOf(userName)}`,
    arn: `arn:aws:iam::${slot('account')}:user/${userName}`,
    accountId: slot('account'),
    accessKeyId: `AKIA${slot('user-key')}`,
    userName,
  };
}

function root(): object {
  return {
    type: 'Root',
    principalId: slot('account'),
    arn: `arn:aws:iam::${slot('account')}:root`,
    accountId: slot('account'),
    accessKeyId: `ASIA${slot('session-key')}`,
    sessionContext: {
      sessionIssuer: {},
      webIdFederationData: {},
      attributes: { creationDate: slot('session-start'), mfaAuthenticated: 'true' },
    },
  };
}

/** Returns 17 letters and digits derived from the name, like the end of a principal's ID. */
function codeOf(name: string): string {
  const code = Buffer.from(name).toString('hex').toUpperCase();
  return code.slice(-17).padStart(17, 'Z');
}
