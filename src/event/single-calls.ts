import { type CloudTrailEvent, eventNameOf, eventSourceOf } from './event.ts';
import { servicePrefixOf } from './services.ts';

/**
 * Whether the call is one of the most frequent of which the response cannot name a failure, because
 * it succeeds or fails as a whole (the services' API references, "Response Elements"). Their large
 * responses need not be read for the outcome: other calls are decided by their responses.
 */
export function succeedsAsAWhole(event: CloudTrailEvent): boolean {
  const service = servicePrefixOf(eventSourceOf(event));
  return services.has(service) || calls.has(`${service} ${eventNameOf(event)}`);
}

const services: ReadonlySet<string> = new Set(['iam', 'kms', 'secretsmanager', 'sts']);

const ec2 =
  'AllocateAddress AssociateAddress AssociateRouteTable AttachInternetGateway AttachVolume ' +
  'AuthorizeSecurityGroupEgress AuthorizeSecurityGroupIngress CreateInternetGateway ' +
  'CreateNetworkInterface CreateRoute CreateRouteTable CreateSecurityGroup CreateSnapshot ' +
  'CreateSubnet CreateTags CreateVolume CreateVpc DeleteInternetGateway DeleteNetworkInterface ' +
  'DeleteRoute DeleteRouteTable DeleteSecurityGroup DeleteSnapshot DeleteSubnet DeleteTags ' +
  'DeleteVolume DeleteVpc DetachInternetGateway DetachVolume DisassociateRouteTable ' +
  'ModifyInstanceAttribute ModifyNetworkInterfaceAttribute ReleaseAddress ' +
  'RevokeSecurityGroupEgress RevokeSecurityGroupIngress RunInstances StartInstances ' +
  'StopInstances TerminateInstances';

const calls: ReadonlySet<string> = new Set([
  ...ec2.split(' ').map((name) => `ec2 ${name}`),
  'logs CreateLogGroup',
  'logs CreateLogStream',
  'ssm PutParameter',
  'ssm UpdateInstanceInformation',
  'states StartExecution',
]);
