import type { WhoReport, WhoSession, WhoUse } from '../../../src/report/who/who-report.ts';

/** Returns a session: a role session that was issued to another one and never used. */
export function sampleSession(given: Partial<WhoSession> = {}): WhoSession {
  return {
    handle: 'ASIAEXAMPLE0000000001',
    name: 'deploy/ci',
    kind: 'role session',
    account: '111122223333',
    arn: 'arn:aws:sts::111122223333:assumed-role/deploy/ci',
    keys: ['ASIAEXAMPLE0000000001'],
    person: {
      kind: 'user',
      name: 'alice (111122223333)',
      rule: 'iam-user',
      certainty: 'certain',
    },
    isSought: false,
    origin: {
      kind: 'session',
      certainty: 'certain',
      how: 'key',
      by: 'alice',
      subject: null,
      event: {
        name: 'AssumeRole',
        id: '00000000-0000-4000-8000-000000000001',
        time: '2026-11-18T02:18:03Z',
        address: '192.0.2.66',
        agent: 'aws-cli/2.0',
        mfa: null,
      },
      text: 'AssumeRole by alice, certain: names the key',
    },
    use: null,
    warnings: [],
    children: [],
    others: 0,
    ...given,
  };
}

/** Returns the use of a session: some events, some of them denied. */
export function sampleUse(given: Partial<WhoUse> = {}): WhoUse {
  const [first, last] = ['2026-11-18T02:20:00Z', '2026-11-18T02:30:00Z'];
  return {
    ...{ events: 9, ok: 5, denied: 3, failed: 1, writes: 2, first, last },
    addresses: [{ value: '192.0.2.66', events: 9, first, last }],
    programs: [{ value: 'aws-cli', events: 9, first, last }],
    firstWrites: [{ time: first, event: 'CreateUser', what: 'user eve created', id: 'e-1' }],
    ...given,
  };
}

/** Returns the session of a long-term key, at the beginning of a chain, that was asked for. */
export function sampleRoot(given: Partial<WhoSession> = {}): WhoSession {
  return sampleSession({
    handle: 'AKIAEXAMPLE0000000001',
    name: 'alice',
    kind: 'access key',
    arn: 'arn:aws:iam::111122223333:user/alice',
    keys: ['AKIAEXAMPLE0000000001'],
    isSought: true,
    origin: {
      ...{ kind: 'principal', certainty: 'certain', how: 'long-term' },
      ...{ by: null, subject: null, event: null, text: 'the event that made it was not read' },
    },
    use: sampleUse(),
    ...given,
  });
}

/** Returns a report with these trees. */
export function sampleWho(
  trees: readonly WhoSession[],
  given: Partial<Omit<WhoReport, 'trees'>> = {},
): WhoReport {
  return {
    thing: { kind: 'access key', text: 'AKIAEXAMPLE0000000001' },
    trees,
    leftOut: 0,
    sameAddress: [],
    coverage: { from: null, to: null, issuing: 0, text: 'Read 1 file twice.' },
    ...given,
  };
}

/** Returns a chain of sessions, each made with the one before. */
export function chainOf(length: number): WhoSession {
  let below: readonly WhoSession[] = [];
  for (let level = length; level > 1; level--) {
    below = [
      sampleSession({
        name: `loop/${level}`,
        handle: `ASIA${String(level).padStart(16, '0')}`,
        use: sampleUse(),
        children: below,
      }),
    ];
  }
  return sampleRoot({ children: below });
}
