import { type ResourceType, resourcesOfService } from './resource-table.ts';

/** Returns the type of an ID that EC2 made, from its prefix: `i-0abc1234`. */
export function typeOfId(id: string): ResourceType | undefined {
  const dash = id.indexOf('-');
  const length = id.length - dash - 1;
  if (dash < 1 || (length !== 8 && length !== 17)) return undefined;
  const noun = nounsById.get(id.slice(0, dash));
  if (noun === undefined || !hexadecimal.test(id)) return undefined;
  return resourcesOfService('ec2')?.nouns.get(noun);
}

/**
 * Returns the ARN of the queue with this URL; undefined for any other text (Amazon SQS Developer
 * Guide, "Queue and message identifiers").
 */
export function arnOfQueueUrl(url: string): string | undefined {
  const [, region, partition, account, name] = queueUrl.exec(url) ?? [];
  return name && `arn:aws${partition ? '-cn' : ''}:sqs:${region}:${account}:${name}`;
}

/** Whether a text may be the ID, the name or the ARN of something. */
export function mayIdentify(text: string): boolean {
  if (text.length > maxLength || notAnIdentifier.test(text)) return false;
  return text.length > longestWord || !nothings.has(text.toLowerCase());
}

/** The maximum length of an ARN. */
const maxLength = 2_048;

/** Values that are empty, masked (`***`), withheld, or text such as a policy document. */
const notAnIdentifier = /^[*\s]*$|^hidden_|[{}\r\n]/i;

/** Words that do not name a thing, such as the gateway `local` of a route. */
const nothings: ReadonlySet<string> = new Set(
  'all amazon false local none null self standard true vpc'.split(' '),
);
const longestWord = 'standard'.length;

const hexadecimal = /-[0-9a-f]+$/;

const queueUrl =
  /^https:\/\/sqs\.([a-z0-9-]+)\.amazonaws\.com(\.cn)?\/(\d{12})\/([A-Za-z0-9_-]{1,80}(?:\.fifo)?)$/;

/** Prefixes of IDs (Amazon EC2 User Guide, "Resource IDs"), with the nouns of their types. */
const nounsById: ReadonlyMap<string, string> = new Map(
  Object.entries({
    acl: 'networkacl',
    ami: 'image',
    cgw: 'customergateway',
    dopt: 'dhcpoptions',
    eigw: 'egressonlyinternetgateway',
    eipalloc: 'elasticip',
    eni: 'networkinterface',
    fl: 'vpcflowlog',
    h: 'dedicatedhost',
    i: 'instance',
    igw: 'internetgateway',
    key: 'keypair',
    lt: 'launchtemplate',
    nat: 'natgateway',
    pcx: 'vpcpeeringconnection',
    pl: 'prefixlist',
    rtb: 'routetable',
    sg: 'securitygroup',
    sgr: 'securitygrouprule',
    snap: 'snapshot',
    subnet: 'subnet',
    tgw: 'transitgateway',
    vgw: 'vpngateway',
    vol: 'volume',
    vpc: 'vpc',
    vpce: 'vpcendpoint',
    vpn: 'vpnconnection',
  }),
);
