import { federated, iamUser, role, root } from '../made-up/callers.ts';
import { assumeRole, consoleLogin, credentials } from '../made-up/issuing.ts';
import { call, home, type Made, other, type Story, uses } from '../made-up/story.ts';

const deploy = iamUser('deploy', { key: 'AKIADEPLOY' });
const fromConsole = { sessionCredentialFromConsole: 'true' };

const getFederationToken = (at: string, key: string): Made =>
  call({
    name: 'sts:GetFederationToken',
    at,
    by: deploy,
    request: { name: 'backdoor' },
    response: {
      credentials: credentials(key),
      federatedUser: {
        federatedUserId: `${home}:backdoor`,
        arn: `arn:aws:sts::${home}:federated-user/backdoor`,
      },
    },
  });

const getSigninToken = (at: string, by: Made): Made =>
  call({
    name: 'signin:GetSigninToken',
    at,
    by,
    response: { GetSigninToken: 'Success' },
    fields: { eventType: 'AwsConsoleSignIn', userAgent: 'python-requests/2.32' },
  });

export const tokens: readonly Story[] = [
  {
    title: 'a session with MFA is of the key that asked for it, not of the console',
    events: [
      consoleLogin({ at: '09:00:00', by: iamUser('deploy') }),
      ...uses(iamUser('deploy', { key: 'ASIATAB', began: '10:00:00' }), ['10:00:30']),
      call({
        name: 'sts:GetSessionToken',
        at: '10:00:00',
        by: deploy,
        request: { serialNumber: `arn:aws:iam::${home}:mfa/deploy`, durationSeconds: 43200 },
        response: { credentials: credentials('ASIAMFA') },
      }),
      ...uses(iamUser('deploy', { key: 'ASIAMFA', began: '10:00:00', mfa: true }), ['10:01:00']),
    ],
    tree: [
      'access key deploy ×1 <- long-term | user deploy (111122223333), iam-user',
      '  session token deploy ×1 <- GetSessionToken key, certain | user deploy (111122223333), iam-user',
      'password deploy ×1 <- long-term | user deploy (111122223333), iam-user',
      '  console session deploy ×1 <- ConsoleLogin sign-in-time, likely | user deploy (111122223333), iam-user',
    ],
  },
  {
    title:
      'federation tokens of one name are sessions of their own, each of the key that asked for it',
    events: [
      getFederationToken('10:00:00', 'ASIAFED1'),
      getFederationToken('10:05:00', 'ASIAFED2'),
      ...uses(federated('backdoor', 'deploy', { key: 'ASIAFED1', began: '10:00:00' }), [
        '10:01:00',
      ]),
      ...uses(federated('backdoor', 'deploy', { key: 'ASIAFED2', began: '10:05:00' }), [
        '10:06:00',
      ]),
      // Of this one, only the user is known.
      ...uses(federated('backdoor', 'deploy', { key: 'ASIAFED3', began: '09:00:00' }), [
        '10:07:00',
      ]),
    ],
    tree: [
      'access key deploy ×2 <- long-term | user deploy (111122223333), iam-user',
      '  federated session deploy/backdoor ×1 <- GetFederationToken key, certain | user deploy (111122223333), iam-user',
      '  federated session deploy/backdoor ×1 <- GetFederationToken key, certain | user deploy (111122223333), iam-user',
      'federated session deploy/backdoor ×1 <- issuer | user deploy (111122223333), iam-user',
    ],
  },
  {
    title: 'the console of a federated user is the session of the token that it was opened with',
    events: [
      getFederationToken('10:00:00', 'ASIAFED1'),
      getSigninToken(
        '10:01:00',
        federated('backdoor', 'deploy', { key: 'ASIAFED1', began: '10:00:00' }),
      ),
      ...['ASIATAB1', 'ASIATAB2'].flatMap((key) =>
        uses(
          federated('backdoor', 'deploy', { key, began: '10:00:00' }),
          ['10:02:00'],
          fromConsole,
        ),
      ),
    ],
    tree: [
      'access key deploy ×1 <- long-term | user deploy (111122223333), iam-user',
      '  federated session deploy/backdoor ×3 <- GetFederationToken key, certain | user deploy (111122223333), iam-user',
    ],
  },
  {
    title: 'keys of a role that were turned into the console are one session with it',
    events: [
      assumeRole({ at: '10:00:00', by: deploy, role: 'ops', session: 'ci', key: 'ASIAOPS' }),
      getSigninToken('10:01:00', role('ops', 'ci', { key: 'ASIAOPS', began: '10:00:00' })),
      ...['ASIATAB1', 'ASIATAB2'].flatMap((key) =>
        uses(role('ops', 'ci', { key, began: '10:00:00' }), ['10:02:00'], fromConsole),
      ),
    ],
    tree: [
      'access key deploy ×1 <- long-term | user deploy (111122223333), iam-user',
      '  role session ops/ci ×3 <- AssumeRole key, certain | user deploy (111122223333), iam-user',
    ],
  },
  {
    title:
      'a console that began after the token for it is likely of the session that got the token',
    events: [
      assumeRole({ at: '10:00:00', by: deploy, role: 'ops', session: 'ci', key: 'ASIAOPS' }),
      getSigninToken('10:01:00', role('ops', 'ci', { key: 'ASIAOPS', began: '10:00:00' })),
      ...['ASIATAB1', 'ASIATAB2'].flatMap((key) =>
        uses(role('ops', 'ci', { key, began: '10:01:05' }), ['10:02:00'], fromConsole),
      ),
    ],
    tree: [
      'access key deploy ×1 <- long-term | user deploy (111122223333), iam-user',
      '  role session ops/ci ×1 <- AssumeRole key, certain | user deploy (111122223333), iam-user',
      '    role session ops/ci ×2 <- GetSigninToken sign-in-time, likely | user deploy (111122223333), iam-user, likely',
    ],
  },
  {
    title:
      'the root session of a member account is of who assumed it, not of who knows the password',
    events: [
      consoleLogin({ at: '09:00:00', by: root({ account: other }), account: other }),
      call({
        name: 'sts:AssumeRoot',
        at: '10:00:00',
        by: iamUser('admin', { key: 'AKIAADMIN' }),
        request: {
          targetPrincipal: other,
          taskPolicyArn: { arn: 'arn:aws:iam::aws:policy/root-task/S3UnlockBucketPolicy' },
        },
        response: { credentials: credentials('ASIAROOT1') },
      }),
      ...['ASIAROOT1', 'ASIAROOT2'].flatMap((key) =>
        uses(root({ account: other, key, began: '10:00:00', context: { assumedRoot: 'true' } }), [
          '10:01:00',
        ]),
      ),
    ],
    tree: [
      'access key admin ×1 <- long-term | user admin (111122223333), iam-user',
      '  root session root, assumed ×1 <- AssumeRoot key, certain | user admin (111122223333), iam-user',
      'password root ×1 <- long-term | root root (444455556666), root',
      'root session root, assumed ×1 <- missing: not-read | nobody',
    ],
  },
];
