import { role, service } from '../made-up/callers.ts';
import { assumeRole } from '../made-up/issuing.ts';
import { home, type Story, uses } from '../made-up/story.ts';

const instance = 'i-0dbc91f429e48eeed';
const onInstance = (key: string, began: string, session = instance) =>
  role('web', session, { key, began, context: { ec2RoleDelivery: '2.0' } });

export const workloads: readonly Story[] = [
  {
    title: 'each key of an instance is delivered by EC2, and comes from no session',
    events: [
      assumeRole({
        at: '10:00:00',
        by: service('ec2'),
        role: 'web',
        session: instance,
        key: 'ASIAEC2A',
      }),
      ...uses(onInstance('ASIAEC2A', '10:00:00'), ['10:01:00']),
      // Of this key, no call of STS was read.
      ...uses(onInstance('ASIAEC2B', '09:00:00'), ['10:02:00']),
      assumeRole({
        at: '10:03:00',
        by: onInstance('ASIAEC2A', '10:00:00'),
        role: 'backup',
        session: 'nightly',
        key: 'ASIABACKUP',
      }),
    ],
    tree: [
      'role session web/i-0dbc91f429e48eeed ×1 <- missing: delivered | workload instance i-0dbc91f429e48eeed, holder',
      'role session web/i-0dbc91f429e48eeed ×2 <- AssumeRole by ec2.amazonaws.com | workload instance i-0dbc91f429e48eeed, service',
      '  role session backup/nightly <- AssumeRole key, certain | workload instance i-0dbc91f429e48eeed, service',
    ],
  },
  {
    title: 'a session that only has the name of an instance is no instance’s',
    events: [
      ...uses(role('web', instance, { key: 'ASIAFORGED', began: '10:00:00' }), ['10:01:00']),
    ],
    tree: ['role session web/i-0dbc91f429e48eeed ×1 <- missing: delivered | nobody'],
  },
  {
    title: 'Lambda, ECS and EKS assume roles for the functions, tasks and pods',
    events: [
      assumeRole({
        at: '10:00:00',
        by: service('lambda'),
        role: 'resize',
        session: 'resize-images',
        key: 'ASIALAMBDA',
      }),
      ...uses(
        role('resize', 'resize-images', {
          key: 'ASIALAMBDA',
          began: '10:00:00',
          more: {
            inScopeOf: {
              issuerType: 'AWS::Lambda::Function',
              credentialsIssuedTo: `arn:aws:lambda:eu-west-1:${home}:function:resize-images`,
            },
          },
        }),
        ['10:01:00'],
      ),
      assumeRole({
        at: '10:00:00',
        by: service('lambda'),
        role: 'snap',
        session: 'awslambda_101_20261118100000000',
        key: 'ASIASNAP',
      }),
      assumeRole({
        at: '10:00:00',
        by: service('ecs-tasks'),
        role: 'shop',
        session: '0f1e2d3c4b5a69788796a5b4c3d2e1f0',
        key: 'ASIATASK',
      }),
      assumeRole({
        at: '10:00:00',
        by: service('pods.eks'),
        role: 'pod',
        session: 'eks-prod-api-7f9c-0f1e2d3c',
        key: 'ASIAPOD',
      }),
      assumeRole({
        at: '10:00:00',
        by: service('config'),
        role: 'config',
        session: 'AWSConfig-Describe',
        key: 'ASIACONFIG',
      }),
    ],
    tree: [
      'role session config/AWSConfig-Describe <- AssumeRole by config.amazonaws.com | workload config.amazonaws.com, service',
      'role session pod/eks-prod-api-7f9c-0f1e2d3c <- AssumeRole by pods.eks.amazonaws.com | workload pod eks-prod-api-7f9c-0f1e2d3c (111122223333), service',
      'role session resize/resize-images ×1 <- AssumeRole by lambda.amazonaws.com | workload function resize-images (111122223333), holder',
      'role session shop/0f1e2d3c4b5a69788796a5b4c3d2e1f0 <- AssumeRole by ecs-tasks.amazonaws.com | workload task 0f1e2d3c4b5a69788796a5b4c3d2e1f0 (111122223333), service',
      'role session snap/awslambda_101_20261118100000000 <- AssumeRole by lambda.amazonaws.com | workload lambda.amazonaws.com, service',
    ],
  },
];
