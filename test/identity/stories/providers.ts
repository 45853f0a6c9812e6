import { role, service } from '../made-up/callers.ts';
import { assumedRoleUser, assumeRole, credentials } from '../made-up/issuing.ts';
import { call, home, type Made, type MadeCall, type Story, uses } from '../made-up/story.ts';

const withWebIdentity = (
  made: Pick<MadeCall, 'at'> & {
    readonly subject: string;
    readonly provider: string;
    readonly role: string;
    readonly session: string;
    readonly key: string;
  },
): Made =>
  call({
    name: 'sts:AssumeRoleWithWebIdentity',
    at: made.at,
    by: {
      type: 'WebIdentityUser',
      principalId: `${made.provider}:sts.amazonaws.com:${made.subject}`,
      userName: made.subject,
      identityProvider: made.provider,
    },
    request: { roleArn: `arn:aws:iam::${home}:role/${made.role}`, roleSessionName: made.session },
    response: {
      credentials: credentials(made.key),
      subjectFromWebIdentityToken: made.subject,
      assumedRoleUser: assumedRoleUser(made.role, made.session),
    },
  });

const oidc = `arn:aws:iam::${home}:oidc-provider`;
const github = `${oidc}/token.actions.githubusercontent.com`;
const eks = `${oidc}/oidc.eks.eu-west-1.amazonaws.com/id/0F1E2D3C4B5A69788796A5B4C3D2E1F0`;
const serviceAccount = 'system:serviceaccount:payments:api';

export const providers: readonly Story[] = [
  {
    title: 'a provider of SAML vouches for the person',
    events: [
      call({
        name: 'sts:AssumeRoleWithSAML',
        at: '10:00:00',
        by: {
          type: 'SAMLUser',
          principalId: 'Ho4gFzcPd9IPzYyyyKEXAMPLE=:alice@corp.example',
          userName: 'alice@corp.example',
          identityProvider: 'Ho4gFzcPd9IPzYyyyKEXAMPLE=',
        },
        request: {
          roleArn: `arn:aws:iam::${home}:role/staff`,
          roleSessionName: 'alice',
          principalArn: `arn:aws:iam::${home}:saml-provider/corp`,
        },
        response: {
          credentials: credentials('ASIASAML'),
          assumedRoleUser: assumedRoleUser('staff', 'alice'),
        },
      }),
      ...uses(role('staff', 'alice', { key: 'ASIASAML', began: '10:00:00' }), ['10:01:00']),
      // The session that it made is the person's, too.
      assumeRole({
        at: '10:02:00',
        by: role('staff', 'alice', { key: 'ASIASAML', began: '10:00:00' }),
        role: 'ops',
        session: 'anything',
        key: 'ASIACHAIN',
      }),
    ],
    tree: [
      'role session staff/alice ×2 <- AssumeRoleWithSAML for alice@corp.example by corp | person alice@corp.example (corp), identity-provider',
      '  role session ops/anything <- AssumeRole key, certain | person alice@corp.example (corp), identity-provider',
    ],
  },
  {
    title: 'tokens of GitHub and of EKS name a repository and a service account',
    events: [
      withWebIdentity({
        at: '10:00:00',
        subject: 'repo:example/shop:ref:refs/heads/main',
        provider: github,
        role: 'ci',
        session: 'GitHubActions',
        key: 'ASIAGITHUB',
      }),
      ...uses(role('ci', 'GitHubActions', { key: 'ASIAGITHUB', began: '10:00:00' }), ['10:01:00']),
      withWebIdentity({
        at: '10:00:00',
        subject: serviceAccount,
        provider: eks,
        role: 'pod',
        session: 'botocore-session-1763460000',
        key: 'ASIAIRSA',
      }),
    ],
    tree: [
      'role session ci/GitHubActions ×1 <- AssumeRoleWithWebIdentity for repo:example/shop:ref:refs/heads/main by token.actions.githubusercontent.com | workload repository example/shop, identity-provider',
      'role session pod/botocore-session-1763460000 <- AssumeRoleWithWebIdentity for system:serviceaccount:payments:api by 0F1E2D3C4B5A69788796A5B4C3D2E1F0 | workload service account payments/api (0F1E2D3C4B5A69788796A5B4C3D2E1F0), identity-provider',
    ],
  },
  {
    title: 'another provider cannot give its users the name of a repository or a service account',
    events: [
      withWebIdentity({
        at: '10:00:00',
        subject: 'repo:example/shop:ref:refs/heads/main',
        provider: `${oidc}/login.mallory.example/token.actions.githubusercontent.com`,
        role: 'ci',
        session: 'GitHubActions',
        key: 'ASIAFORGED1',
      }),
      withWebIdentity({
        at: '10:00:00',
        subject: serviceAccount,
        provider: `${oidc}/login.mallory.example`,
        role: 'pod',
        session: 'x',
        key: 'ASIAFORGED2',
      }),
    ],
    tree: [
      'role session ci/GitHubActions <- AssumeRoleWithWebIdentity for repo:example/shop:ref:refs/heads/main by token.actions.githubusercontent.com | person repo:example/shop:ref:refs/heads/main (token.actions.githubusercontent.com), identity-provider',
      'role session pod/x <- AssumeRoleWithWebIdentity for system:serviceaccount:payments:api by login.mallory.example | person system:serviceaccount:payments:api (login.mallory.example), identity-provider',
    ],
  },
  {
    title: 'Cognito names the identity where its call was read, and withholds the key where not',
    events: [
      withWebIdentity({
        at: '10:00:00',
        subject: 'us-east-1:0f1e2d3c',
        provider: 'cognito-identity.amazonaws.com',
        role: 'app',
        session: 'CognitoIdentityCredentials',
        key: 'ASIAAPP1',
      }),
      ...['ASIAAPP1', 'ASIAAPP2'].flatMap((key) =>
        uses(
          role('app', 'CognitoIdentityCredentials', {
            key,
            began: '10:00:00',
            context: {
              webIdFederationData: { federatedProvider: 'cognito-identity.amazonaws.com' },
            },
          }),
          ['10:01:00'],
        ),
      ),
    ],
    tree: [
      'role session app/CognitoIdentityCredentials ×1 <- AssumeRoleWithWebIdentity for us-east-1:0f1e2d3c by cognito-identity.amazonaws.com | person us-east-1:0f1e2d3c (cognito-identity.amazonaws.com), identity-provider',
      'role session app/CognitoIdentityCredentials ×1 <- missing: withheld | nobody',
    ],
  },
  {
    title: 'IAM Roles Anywhere names the certificate, whichever of its two events is found first',
    events: [
      assumeRole({
        at: '10:00:00',
        by: service('rolesanywhere'),
        role: 'onprem',
        session: 'RolesAnywhereInternalSession',
        key: 'ASIACERT',
      }),
      call({
        name: 'rolesanywhere:CreateSession',
        at: '10:00:00',
        by: { type: 'Unknown', principalId: '', accountId: home },
        request: {
          roleArn: `arn:aws:iam::${home}:role/onprem`,
          trustAnchorArn: `arn:aws:rolesanywhere:eu-west-1:${home}:trust-anchor/a1`,
        },
        response: {
          credentialSet: [
            {
              credentials: credentials('ASIACERT'),
              assumedRoleUser: assumedRoleUser('onprem', '0f1e2d3c'),
              roleArn: `arn:aws:iam::${home}:role/onprem`,
            },
          ],
        },
        fields: { additionalEventData: { x509Subject: 'CN=build-1,O=Example' } },
      }),
      ...uses(role('onprem', '0f1e2d3c', { key: 'ASIACERT', began: '10:00:00' }), ['10:01:00']),
    ],
    tree: [
      'role session onprem/0f1e2d3c ×1 <- CreateSession for CN=build-1,O=Example by a1 | workload CN=build-1,O=Example, identity-provider',
    ],
  },
];
