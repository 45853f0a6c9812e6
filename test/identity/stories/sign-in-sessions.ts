import { iamUser, role } from '../made-up/callers.ts';
import { consoleLogin, createOAuth2Token } from '../made-up/issuing.ts';
import { call, home, type Made, type Story, uses } from '../made-up/story.ts';

const sessionArn = (id: string) => `arn:aws:signin:us-east-1:${home}:session/${id}`;
const sameDevice = 'arn:aws:signin:::devtools/same-device';
const mcp = 'https://aws-mcp.us-east-1.api.aws/mcp';

/** The console, with the ARN of its own sign-in on some events only. */
const console = (key: string, signIn?: string) =>
  iamUser('alice', {
    key,
    began: '10:00:00',
    mfa: true,
    ...(signIn && { context: { signInSessionArn: signIn } }),
  });

const signedIn: readonly Made[] = [
  consoleLogin({ at: '10:00:00', by: iamUser('alice') }),
  ...uses(console('ASIATAB1'), ['10:01:00']),
  ...uses(console('ASIATAB2', sessionArn('console')), ['10:02:00']),
];

/** A program with the credentials of a grant; its sessions begin with those of the console. */
const program = (key: string, signIn: string, began: string, more = {}) =>
  iamUser('alice', { key, began, context: { signInSessionArn: signIn }, more });

const agent = { invokedBy: 'aws-mcp.amazonaws.com' };
const downstream = { sourceIPAddress: agent.invokedBy, userAgent: agent.invokedBy };

export const signInSessions: readonly Story[] = [
  {
    title: 'aws login is a sign-in that the console’s session authorized',
    events: [
      ...signedIn,
      call({ name: 'signin:AuthorizeOAuth2Access', at: '10:04:59', by: console('ASIATAB2') }),
      createOAuth2Token({
        at: '10:05:00',
        by: console('ASIATAB2', sessionArn('console')),
        signIn: sessionArn('cli'),
        resource: sameDevice,
      }),
      ...uses(program('ASIACLI1', sessionArn('cli'), '10:05:00'), ['10:06:00']),
      ...uses(program('ASIACLI2', sessionArn('cli'), '10:20:00'), ['10:21:00']),
    ],
    tree: [
      'password alice ×1 <- long-term | user alice (111122223333), iam-user',
      '  console session alice ×4 <- ConsoleLogin sign-in-time, likely | user alice (111122223333), iam-user',
      '    sign-in alice ×2 <- CreateOAuth2Token sign-in, certain | user alice (111122223333), iam-user',
    ],
  },
  {
    title:
      'an agent is one session over all refreshed tokens, below the session that authorized it',
    events: [
      ...signedIn,
      createOAuth2Token({
        at: '10:05:00',
        by: console('ASIATAB1'),
        signIn: sessionArn('agent'),
        resource: mcp,
      }),
      ...['10:20:00', '10:35:00'].map((at) =>
        createOAuth2Token({
          at,
          by: program('ASIAAGENT0', sessionArn('agent'), '10:05:00'),
          signIn: sessionArn('agent'),
          resource: mcp,
          grant: 'refresh_token',
        }),
      ),
      ...uses(
        program('ASIAAGENT1', sessionArn('agent'), '10:05:00', agent),
        ['10:06:00'],
        downstream,
      ),
      ...uses(
        program('ASIAAGENT2', sessionArn('agent'), '10:20:00', agent),
        ['10:21:00'],
        downstream,
      ),
      ...uses(
        program('ASIAAGENT3', sessionArn('agent'), '10:35:00', agent),
        ['10:36:00'],
        downstream,
      ),
    ],
    tree: [
      'password alice ×1 <- long-term | user alice (111122223333), iam-user',
      '  console session alice ×3 <- ConsoleLogin sign-in-time, likely | user alice (111122223333), iam-user',
      '    agent session alice ×5 <- CreateOAuth2Token sign-in, certain | user alice (111122223333), iam-user',
    ],
  },
  {
    title: 'an agent whose sessions begin with the console’s is not the console',
    events: [
      ...signedIn,
      createOAuth2Token({
        at: '10:05:00',
        by: console('ASIATAB1'),
        signIn: sessionArn('agent'),
        resource: mcp,
      }),
      ...uses(
        program('ASIAAGENT1', sessionArn('agent'), '10:00:00', agent),
        ['10:06:00'],
        downstream,
      ),
      // Not all events name the sign-in, but the key is the same.
      ...uses(iamUser('alice', { key: 'ASIAAGENT1', began: '10:00:00', more: agent }), [
        '10:07:00',
      ]),
    ],
    tree: [
      'password alice ×1 <- long-term | user alice (111122223333), iam-user',
      '  console session alice ×3 <- ConsoleLogin sign-in-time, likely | user alice (111122223333), iam-user',
      '    agent session alice ×2 <- CreateOAuth2Token sign-in, certain | user alice (111122223333), iam-user',
    ],
  },
  {
    title: 'an agent that was authorized before the first event has no known session above it',
    events: [
      ...uses(
        role('dev', 'alice', {
          key: 'ASIAAGENT1',
          began: '09:00:00',
          context: { signInSessionArn: sessionArn('agent') },
          more: agent,
        }),
        ['10:06:00'],
        downstream,
      ),
      createOAuth2Token({
        at: '10:05:00',
        by: role('dev', 'alice', {
          key: 'ASIAAGENT0',
          began: '09:00:00',
          context: { signInSessionArn: sessionArn('agent') },
        }),
        signIn: sessionArn('agent'),
        resource: mcp,
        grant: 'refresh_token',
      }),
    ],
    tree: ['agent session dev/alice ×2 <- CreateOAuth2Token sign-in | nobody'],
  },
];
