import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { startAws } from '../support/aws-stub-environment.ts';
import { listen } from '../support/listen.ts';
import { temporaryFolder, trailscanProcess } from '../support/trailscan.ts';

const keys = {
  AccessKeyId: 'ASIAFOUNDEXAMPLE0000',
  SecretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  Token: 'FwoGZXIvYXdzEXAMPLE',
  Expiration: '2099-01-01T00:00:00Z',
};
const role = 'arn:aws:iam::111122223333:role/Reader';
type Environment = Readonly<Record<string, string>>;

describe('the command line finds the credentials of', () => {
  test('a container', async () => {
    const url = await serve({ 'GET /creds': JSON.stringify(keys) });
    await expectFound({ AWS_CONTAINER_CREDENTIALS_FULL_URI: `${url}/creds` });
  });

  test('an instance', async () => {
    const roles = '/latest/meta-data/iam/security-credentials/';
    const url = await serve({
      'PUT /latest/api/token': 'token',
      [`GET ${roles}`]: 'Reader',
      [`GET ${roles}Reader`]: JSON.stringify({ Code: 'Success', ...keys }),
    });
    await expectFound({
      AWS_EC2_METADATA_SERVICE_ENDPOINT: url,
      AWS_EC2_METADATA_DISABLED: 'false',
    });
  });

  test('a web identity', async () => {
    const { Token, ...others } = keys;
    const found = Object.entries({ ...others, SessionToken: Token });
    const fields = found.map(([name, value]) => `<${name}>${value}</${name}>`).join('');
    const url = await serve({
      'POST /':
        '<AssumeRoleWithWebIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">' +
        `<AssumeRoleWithWebIdentityResult><Credentials>${fields}</Credentials>` +
        '</AssumeRoleWithWebIdentityResult></AssumeRoleWithWebIdentityResponse>',
    });
    const token = join(temporaryFolder(), 'token');
    writeFileSync(token, 'a.b.c');
    await expectFound({
      AWS_ROLE_ARN: role,
      AWS_WEB_IDENTITY_TOKEN_FILE: token,
      AWS_ENDPOINT_URL_STS: url,
    });
  });

  test('single sign-on', async () => {
    const url = await serve({
      'GET /federation/credentials': JSON.stringify({
        roleCredentials: {
          accessKeyId: keys.AccessKeyId,
          secretAccessKey: keys.SecretAccessKey,
          sessionToken: keys.Token,
          expiration: Date.parse(keys.Expiration),
        },
      }),
    });
    const home = temporaryFolder();
    const cache = join(home, '.aws/sso/cache');
    mkdirSync(cache, { recursive: true });
    const name = createHash('sha1').update('work').digest('hex');
    const signedIn = { accessToken: 'token', expiresAt: keys.Expiration };
    writeFileSync(join(cache, `${name}.json`), JSON.stringify(signedIn));
    const profile = `[profile reader]
sso_session = work
sso_account_id = 111122223333
sso_role_name = Reader
[sso-session work]
sso_region = us-east-1
sso_start_url = https://example.awsapps.com/start
`;
    await expectFound({ HOME: home, AWS_ENDPOINT_URL_SSO: url, ...profileIn(profile) });
  });

  test('a program that a profile names', async () => {
    const program = join(temporaryFolder(), 'keys.mjs');
    const { Token, ...others } = keys;
    const found = JSON.stringify({ Version: 1, ...others, SessionToken: Token });
    writeFileSync(program, `console.log(${JSON.stringify(found)})`);
    const command = `"${process.execPath}" "${program}"`;
    await expectFound(profileIn(`[profile reader]\ncredential_process = ${command}\n`));
  });
});

/** Runs with an environment that has no access keys, and expects that these keys were used. */
async function expectFound(found: Environment): Promise<void> {
  const { stub, env } = await startAws();
  const { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, ...without } = env;
  const run = await trailscanProcess(['query', 'history:us-east-1'], {
    env: { ...without, ...found },
  });
  expect(run).toMatchObject({ stderr: '', exitCode: 0 });
  const asked = stub.log.map(({ operation, accessKeyId }) => [operation, accessKeyId]);
  expect(asked).toEqual([['LookupEvents', keys.AccessKeyId]]);
}

/** Starts a server with these answers, by method and path; returns its URL. */
function serve(answers: Environment): Promise<string> {
  return listen(
    createServer((request, response) => {
      const [path] = (request.url ?? '').split('?');
      const answer = answers[`${request.method} ${path}`];
      response.writeHead(answer === undefined ? 404 : 200).end(answer);
    }),
  );
}

function profileIn(config: string): Environment {
  const file = join(temporaryFolder(), 'config');
  writeFileSync(file, config);
  return { AWS_CONFIG_FILE: file, AWS_PROFILE: 'reader' };
}
