import { type CloudTrailEvent, eventSourceOf } from './event.ts';
import { resourceNounsOf } from './resources.ts';
import { servicePrefixOf } from './services.ts';

/**
 * Returns the types of the resources that an event involves, each once: the types in its
 * `resources`, and for other resources the type that follows from their ARN, the form of their ID,
 * or the parameter that names them.
 */
export function resourceTypesOf(event: CloudTrailEvent): readonly string[] {
  const { resources } = event;
  const listed = Array.isArray(resources) ? resources.map(({ type }) => type) : [];
  const service = servicePrefixOf(eventSourceOf(event));
  const inferred = [...resourceNounsOf(event)].map(([resource, noun]) =>
    typeOf(resource, service, noun),
  );
  return [...new Set([...listed, ...inferred].flatMap((type) => type || []))];
}

/**
 * Returns a type as AWS writes it (`AWS::EC2::Instance`), given in any case; undefined when it is
 * not known.
 */
export function findResourceType(typed: string): string | undefined {
  return spellings.get(typed.toLowerCase());
}

function typeOf(resource: string, service: string, noun: string | undefined): string | undefined {
  if (resource.startsWith('arn:')) return typeOfArn(resource);
  const [, prefix = ''] = ec2Id.exec(resource) ?? [];
  return typesByNoun.get(`ec2 ${prefix}-`) ?? typesByNoun.get(`${service} ${noun}`);
}

/**
 * Returns the type of an ARN such as `arn:aws:logs:eu-west-1:111122223333:log-group:/aws/f`; ARNs
 * of S3 buckets contain neither a kind nor an account.
 */
function typeOfArn(arn: string): string | undefined {
  const [, , named = '', , account = '', ...rest] = arn.split(':');
  const service = named === 'cloudwatch' ? 'monitoring' : named;
  const [kind = '', part] = rest.join(':').split(/[:/]/);
  if (service === 's3' && account === '') return typesByNoun.get(part ? 's3 object' : 's3 bucket');
  if (bareArns.has(service)) return typesByNoun.get(`${service} ${bareArns.get(service)}`);
  return typesByNoun.get(`${service} ${kind.replaceAll('-', '').toLowerCase()}`);
}

const ec2Id = /^([a-z]+)-(?:[0-9a-f]{8}|[0-9a-f]{17})$/;

/** Services with one kind of resource, which their ARNs do not name. */
const bareArns: ReadonlyMap<string, string> = new Map([
  ['sns', 'topic'],
  ['sqs', 'queue'],
]);

/**
 * Types as AWS writes them (CloudFormation Template Reference; CloudTrail has some of its own, such
 * as AWS::EC2::Ami), by the prefix of the event source: `Service Type …`. A type is found by the
 * noun of a parameter or an ARN. The noun is the type's name in lower case, unless another noun is
 * written before it: `noun=Type`. A noun that ends in a hyphen is the prefix of IDs.
 */
const table: Readonly<Record<string, string>> = {
  acm: 'CertificateManager Certificate',
  autoscaling: 'AutoScaling AutoScalingGroup LaunchConfiguration',
  backup: 'Backup BackupPlan BackupVault',
  cloudformation: 'CloudFormation Stack StackSet',
  cloudfront: 'CloudFront Distribution',
  cloudtrail: 'CloudTrail Trail EventDataStore Channel',
  codebuild: 'CodeBuild Project',
  codepipeline: 'CodePipeline Pipeline',
  'cognito-idp': 'Cognito UserPool',
  config: 'Config ConfigRule ConfigurationRecorder DeliveryChannel',
  dynamodb: 'DynamoDB Table GlobalTable',
  ec2: `EC2 Instance i-=Instance Volume vol-=Volume Snapshot snap-=Snapshot image=Ami ami-=Ami
    SecurityGroup sg-=SecurityGroup VPC vpc-=VPC Subnet subnet-=Subnet
    NetworkInterface eni-=NetworkInterface RouteTable rtb-=RouteTable
    InternetGateway igw-=InternetGateway NatGateway nat-=NatGateway NetworkAcl acl-=NetworkAcl
    allocation=EIP eipalloc-=EIP elasticip=EIP dedicatedhost=Host vpcflowlog=FlowLog key=KeyPair KeyPair key-=KeyPair
    LaunchTemplate lt-=LaunchTemplate VPCEndpoint vpce-=VPCEndpoint
    VPCPeeringConnection pcx-=VPCPeeringConnection TransitGateway tgw-=TransitGateway
    CustomerGateway cgw-=CustomerGateway VPNGateway vgw-=VPNGateway
    VPNConnection vpn-=VPNConnection DHCPOptions dopt-=DHCPOptions FlowLog fl-=FlowLog
    PlacementGroup Host h-=Host`,
  ecr: 'ECR Repository',
  ecs: 'ECS Cluster Service TaskDefinition Task',
  eks: 'EKS Cluster Nodegroup Addon FargateProfile',
  elasticbeanstalk: `ElasticBeanstalk Application Environment ApplicationVersion
    template=ConfigurationTemplate ConfigurationTemplate`,
  elasticfilesystem: 'EFS FileSystem AccessPoint MountTarget',
  events: 'Events Rule EventBus Archive Connection',
  firehose: 'KinesisFirehose DeliveryStream',
  guardduty: 'GuardDuty Detector IPSet',
  iam: `IAM User Role Group AccessKey InstanceProfile Policy ServerCertificate SAMLProvider
    openidconnectprovider=OIDCProvider oidcprovider=OIDCProvider mfa=VirtualMFADevice`,
  kinesis: 'Kinesis Stream',
  kms: 'KMS Key Alias',
  lambda: 'Lambda Function layer=LayerVersion',
  lightsail: `Lightsail Instance Disk StaticIp relationaldatabase=Database LoadBalancer Bucket
    Certificate Distribution Domain Alarm containerservice=Container
    instancesnapshot=InstanceSnapshot disksnapshot=DiskSnapshot`,
  logs: 'Logs LogGroup LogStream Destination QueryDefinition',
  monitoring: 'CloudWatch Alarm Dashboard',
  opsworks: 'OpsWorks Stack Layer App Instance Volume UserProfile ElasticIp',
  organizations:
    'Organizations Account Organization OrganizationalUnit ou=OrganizationalUnit Policy',
  rds: `RDS DBInstance db=DBInstance DBCluster cluster=DBCluster DBSnapshot snapshot=DBSnapshot
    DBClusterSnapshot clustersnapshot=DBClusterSnapshot DBSubnetGroup subgrp=DBSubnetGroup
    DBParameterGroup pg=DBParameterGroup DBSecurityGroup OptionGroup og=OptionGroup`,
  redshift: 'Redshift Cluster',
  route53: 'Route53 HostedZone HealthCheck',
  s3: 'S3 Bucket Object AccessPoint',
  secretsmanager: 'SecretsManager Secret',
  sns: 'SNS Topic',
  sqs: 'SQS Queue',
  ssm: 'SSM Document Parameter MaintenanceWindow PatchBaseline',
  states: 'StepFunctions StateMachine',
  sts: 'STS AssumedRole',
};

/** `ec2 instance` → `AWS::EC2::Instance`. */
const typesByNoun: ReadonlyMap<string, string> = new Map(
  Object.entries(table).flatMap(([prefix, row]) => {
    const [service, ...words] = row.split(/\s+/);
    return words.map((word): [string, string] => {
      const [first = '', type = first] = word.split('=');
      return [`${prefix} ${first.toLowerCase()}`, `AWS::${service}::${type}`];
    });
  }),
);

/** The types that can be inferred for resources that an event does not list with a type. */
export const resourceTypes: ReadonlySet<string> = new Set(typesByNoun.values());

const spellings = new Map([...resourceTypes].map((type) => [type.toLowerCase(), type]));
