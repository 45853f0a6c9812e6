/** Made-up events of people who have nothing to do with those of the stories. */
import { iamUser, portalUser, role } from './callers.ts';
import { assumeRole, consoleLogin, userAuthentication } from './issuing.ts';
import { type Made, uses } from './story.ts';

/**
 * Returns what a person does of the number `n`: the session names and addresses are those of the
 * stories, in the same seconds and the same account, but the roles are others.
 */
export function strangerEvents(n: number): readonly Made[] {
  const name = `stranger${n}`;
  const by = iamUser(name, { key: `AKIASTRANGER${n}` });
  return [
    consoleLogin({ at: '10:00:00', by: iamUser(name) }),
    assumeRole({
      at: '10:00:00',
      by,
      role: `x${n}`,
      session: 'alice',
      key: `ASIASTR${n}`,
    }),
    ...uses(role(`x${n}`, 'alice', { key: `ASIASTR${n}`, began: '10:00:00' }), ['10:01:00']),
    ...uses(iamUser(name, { key: `ASIASTRTAB${n}`, began: '10:00:30' }), ['10:01:00']),
    userAuthentication(
      portalUser(`user-${n}`, { store: 'd-999' }),
      '09:00:00',
      `${name}@other.example`,
    ),
  ];
}
