import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { runs } from '../../../support/runs.ts';
import type { Faults } from '../../../support/s3-stub-faults.ts';
import { listS3, objectsOf, only, span, startHere, startWith } from '../list-s3.ts';

const [a, b] = ['111122223333', '444455556666'];

const hour = 3_600_000;

/**
 * Returns the key, below `AWSLogs/`, of a log file that was delivered at a time such as
 * `2026-11-19T10:05`.
 */
function fileOf(account: string, region: string, time: string, kind = 'CloudTrail'): string {
  const minute = time.replace(/[-:]/g, '');
  const day = time.slice(0, 10).replaceAll('-', '/');
  const name = `${account}_${kind}_${region}_${minute}Z_abcdefghijklmnop.json.gz`;
  return `${account}/${kind}/${region}/${day}/${name}`;
}

function trailOf(prefix: string, files: readonly string[]): string[] {
  return files.map((file) => `${prefix}AWSLogs/${file}`);
}

const files = [
  fileOf(a, 'eu-west-1', '2026-11-18T23:50'),
  fileOf(a, 'us-east-1', '2025-12-31T12:00'),
  fileOf(a, 'us-east-1', '2026-10-31T12:00'),
  fileOf(a, 'us-east-1', '2026-11-18T10:00'),
  fileOf(a, 'us-east-1', '2026-11-19T10:00'),
  fileOf(a, 'us-east-1', '2026-11-19T10:05'),
  fileOf(b, 'us-east-1', '2026-11-19T10:00'),
];

/** Objects of other services, and digest files, beside the log files of a trail. */
const others = [
  `${a}/CloudTrail-Digest/us-east-1/2026/11/19/${a}_CloudTrail-Digest_us-east-1_t_us-east-1_20261119T100000Z.json.gz`,
  `${a}/Config/us-east-1/2026/11/19/ConfigSnapshot/x.json.gz`,
  `${a}/vpcflowlogs/us-east-1/2026/11/19/x.log.gz`,
  `${a}/elasticloadbalancing/us-east-1/2026/11/19/x.log.gz`,
];

describe('a trail is listed from', () => {
  const organization = files.map((file) => `o-exampleorg1/${file}`);

  test.each([
    ['the root of the bucket', '', ''],
    ['the root, below a prefix', '', 'logs/'],
    ['the root, far below', '', 'a/b/c/'],
    ['above AWSLogs', 'logs/', 'logs/'],
    ['half a name above AWSLogs', 'lo', 'logs/'],
    ['half of AWSLogs', 'logs/AWS', 'logs/'],
    ['AWSLogs without its slash', 'logs/AWSLogs', 'logs/'],
    ['AWSLogs', 'logs/AWSLogs/', 'logs/'],
  ])('%s', async (_, prefix, above) => {
    const keys = trailOf(above, files);
    const stub = await startWith([...keys, ...trailOf(above, others)]);
    expect(await listS3(stub, `s3://trail/${prefix}`)).toMatchObject({
      keys,
      errors: [],
      notes: [],
    });
  });

  test.each([
    ['the root of the bucket', ''],
    ['AWSLogs', 'AWSLogs/'],
    ['half of the organization', 'AWSLogs/o-exam'],
    ['the organization', 'AWSLogs/o-exampleorg1/'],
  ])('%s, for an organization', async (_, prefix) => {
    const keys = trailOf('', organization);
    const stub = await startWith([...keys, ...trailOf('o-exampleorg1/', others)]);
    expect((await listS3(stub, `s3://trail/${prefix}`)).keys).toEqual(keys);
  });

  test.each([
    ['an account', `${a}/`],
    ['an account without its slash', a],
    ['half an account', '1111'],
    ['a kind', `${a}/CloudTrail/`],
    ['a kind without its slash', `${a}/CloudTrail`],
    ['half a kind', `${a}/Cl`],
    ['a region', `${a}/CloudTrail/us-east-1/`],
    ['a region without its slash', `${a}/CloudTrail/us-east-1`],
    ['half a region', `${a}/CloudTrail/us-`],
    ['a year', `${a}/CloudTrail/us-east-1/2026/`],
    ['half a year', `${a}/CloudTrail/us-east-1/202`],
    ['a month', `${a}/CloudTrail/us-east-1/2026/11/`],
    ['half a month', `${a}/CloudTrail/us-east-1/2026/1`],
    ['a day', `${a}/CloudTrail/us-east-1/2026/11/19/`],
    ['a day without its slash', `${a}/CloudTrail/us-east-1/2026/11/19`],
    [
      'half the name of a file',
      `${a}/CloudTrail/us-east-1/2026/11/19/${a}_CloudTrail_us-east-1_2026`,
    ],
    ['a file', fileOf(a, 'us-east-1', '2026-11-19T10:05')],
  ])('%s', async (_, prefix) => {
    const keys = trailOf('x/', files).filter((key) => key.startsWith(`x/AWSLogs/${prefix}`));
    const stub = await startWith([...trailOf('x/', files), ...trailOf('x/', others)]);
    const window = { time: span('2025-01-01') };
    for (const filter of [{}, window]) {
      const listed = await listS3(stub, `s3://trail/x/AWSLogs/${prefix}`, filter);
      expect(listed).toMatchObject({ keys, errors: [], notes: [] });
    }
  });

  test('the root of a bucket with several trails, which are all read', async () => {
    const keys = [
      ...trailOf('', files),
      ...trailOf('team-1/', organization),
      ...trailOf('team-2/prod/', files),
    ];
    const stub = await startWith(keys);
    expect(await listS3(stub, 's3://trail')).toMatchObject({ keys, notes: [] });
    expect((await listS3(stub, 's3://trail/team-')).keys).toEqual(keys.slice(files.length));
  });

  test('regions of other partitions', async () => {
    const keys = trailOf('', [
      fileOf(a, 'cn-north-1', '2026-11-19T10:00'),
      fileOf(a, 'us-gov-west-1', '2026-11-19T10:00'),
      fileOf(a, 'us-iso-east-1', '2026-11-19T10:00'),
    ]);
    const stub = await startWith(keys);
    expect((await listS3(stub, 's3://trail/')).keys).toEqual(keys);
    const china = await listS3(stub, 's3://trail/', { terms: [only('region', 'cn-*')] });
    expect(china.keys).toEqual(keys.slice(0, 1));
  });
});

describe('listing a bucket', () => {
  test('does not even list the folders of other services and of digest files', async () => {
    const stub = await startWith(trailOf('', [...files, ...others]));
    const { requests } = await listS3(stub, 's3://trail/');
    expect(requests.filter((prefix) => /Digest|Config|vpcflow|elasticload/.test(prefix))).toEqual(
      [],
    );
  });

  test('skips the empty objects that mark folders', async () => {
    const keys = trailOf('logs/', files);
    const markers = [
      'logs/',
      'logs/AWSLogs/',
      `logs/AWSLogs/${a}/`,
      `logs/AWSLogs/${a}/CloudTrail/`,
    ];
    const days = [`logs/AWSLogs/${a}/CloudTrail/us-east-1/2026/11/19/`];
    const stub = await startWith([...keys, ...markers, ...days]);
    for (const prefix of ['', 'logs/', 'logs/AWSLogs/']) {
      expect(await listS3(stub, `s3://trail/${prefix}`)).toMatchObject({ keys, notes: [] });
    }
  });

  test('takes objects in the folders of a trail, whatever their names', async () => {
    const strange = [
      'AWSLogs/notes.txt',
      `AWSLogs/${a}/exported.json`,
      `AWSLogs/${a}/CloudTrail/more.json.gz`,
      `AWSLogs/${a}/CloudTrail/us-east-1/2026/11/19/zzz.json`,
      `AWSLogs/${a}/CloudTrail/us-east-1/2026/11/19/copies/zzz.json`,
    ];
    const stub = await startWith([...strange, ...trailOf('', files)]);
    const { keys } = await listS3(stub, 's3://trail/');
    expect([...keys].sort()).toEqual([...strange, ...trailOf('', files)].sort());
  });

  test('notes that it reads only the trails when there are other objects beside them', async () => {
    const keys = trailOf('', files);
    for (const beside of ['export.json', 'elb/x.log', 'exports/2026/11/x.json']) {
      const stub = await startWith([...keys, beside]);
      const listed = await listS3(stub, 's3://trail/');
      expect(listed.keys).toEqual(keys);
      expect(listed.notes).toEqual([
        's3://trail/: only the trails there are read: s3://trail/AWSLogs/',
      ]);
    }
    const five = await startWith(['x', ...[1, 2, 3, 4, 5].flatMap((n) => trailOf(`${n}/`, files))]);
    expect((await listS3(five, 's3://trail/')).notes).toEqual([
      's3://trail/: only the trails there are read: s3://trail/1/AWSLogs/, ' +
        's3://trail/2/AWSLogs/, s3://trail/3/AWSLogs/ and 2 more',
    ]);
  });

  test('takes everything where it finds no trail, and notes that once', async () => {
    const keys = ['2026/x.json', 'a.json.gz', 'logs/b.json', 'logs/deep/er/and/deeper/c.json'];
    const stub = await startWith(keys);
    // The keys do not show when these were delivered, or for which account.
    const filter = { terms: [only('account', b), only('region', 'x')], time: span('2026-11-19') };
    const listed = await listS3(stub, 's3://trail/', filter);
    expect(listed).toMatchObject({ keys, errors: [] });
    expect(listed.notes).toEqual([
      's3://trail/: no trail was found there (…/AWSLogs/ACCOUNT/CloudTrail/REGION/YYYY/MM/DD/): ' +
        'everything there is read',
    ]);
    expect((await listS3(stub, 's3://trail/logs/')).keys).toEqual(keys.slice(2));
    expect((await listS3(stub, 's3://trail/a.json.gz')).keys).toEqual(['a.json.gz']);
  });

  test('takes any prefix that the user names, even that of the digest files', async () => {
    const stub = await startWith(trailOf('', [...files, ...others]));
    const listed = await listS3(stub, `s3://trail/AWSLogs/${a}/CloudTrail-Digest/`);
    expect(listed.keys).toEqual([`AWSLogs/${others[0]}`]);
    expect(listed.notes).toHaveLength(1);
  });

  test('does not take a folder for a trail only because its name ends like one', async () => {
    const keys = trailOf('myAWSLogs/', files);
    const stub = await startWith(keys);
    for (const prefix of ['', 'myAWSLogs', 'myAWSLogs/']) {
      expect(await listS3(stub, `s3://trail/${prefix}`)).toMatchObject({ keys, notes: [] });
    }
  });

  test.each([
    '',
    'AWSLogs/',
    'logs/',
    'x.json',
    `AWSLogs/${a}/`,
    `AWSLogs/${a}/CloudTrail/us-east-1/`,
  ])('reports an error when nothing is stored at s3://trail/%s', async (prefix) => {
    const stub = await startWith(['other']);
    if (prefix === '') stub.bucket('trail').delete('other');
    for (const filter of [{}, { time: span('2026-11-18') }, { terms: [only('account', b)] }]) {
      expect(await listS3(stub, `s3://trail/${prefix}`, filter)).toMatchObject({
        keys: [],
        errors: [`s3://trail/${prefix}: nothing is stored there`],
      });
    }
  });

  test('reports no error when there are objects but none is wanted', async () => {
    const stub = await startWith(trailOf('', files));
    for (const [prefix, filter] of [
      ['', { terms: [only('account', '999999999999')] }],
      ['', { terms: [only('region', 'xx-*')] }],
      ['', { time: span('2024-01-01', '2024-01-02') }],
      [`AWSLogs/${a}/CloudTrail/us-east-1/`, { time: span('2024-01-01', '2024-01-02') }],
      [`AWSLogs/${a}/CloudTrail/us-east-1/`, { terms: [only('region', 'eu-west-1')] }],
    ] as const) {
      expect(await listS3(stub, `s3://trail/${prefix}`, filter)).toMatchObject({
        keys: [],
        errors: [],
      });
    }
  });

  test('finds keys with any characters in them', async () => {
    const names = [
      ' ',
      '+',
      '%',
      '%2F',
      '%zz',
      'ä',
      '日本',
      '😀',
      '\u0001',
      '\n',
      '\r',
      '\\',
      '"',
      '&amp;',
      '<',
      '?',
      '#',
      '=',
      "(')*!~",
      '..',
    ];
    const day = `AWSLogs/${a}/CloudTrail/us-east-1/2026/11/19/`;
    const keys = names.map((name) => `${day}x${name}x.json`);
    const stub = await startWith(keys);
    for (const prefix of ['', day]) {
      const listed = await listS3(stub, `s3://trail/${prefix}`);
      expect([...listed.keys].sort()).toEqual([...keys].sort());
    }
    for (const key of keys) expect((await listS3(stub, `s3://trail/${key}`)).keys).toEqual([key]);
  });

  test('continues over all pages, also of folders', async () => {
    const accounts = Array.from({ length: 1500 }, (_, n) => String(100_000_000_000 + n));
    const keys = accounts.map(
      (account) => `AWSLogs/${fileOf(account, 'us-east-1', '2026-11-19T10:00')}`,
    );
    const day = Array.from(
      { length: 2500 },
      (_, n) => `AWSLogs/${a}/CloudTrail/us-east-1/2026/11/19/${n}`,
    );
    const stub = await startWith([...keys, ...day]);
    const some = { terms: [only('account', accounts[3] ?? '', accounts[1499] ?? '')] };
    expect((await listS3(stub, 's3://trail/', some)).keys).toEqual([keys[3], keys[1499]]);
    expect((await listS3(stub, 's3://trail/', { terms: [only('account', a)] })).keys).toEqual(
      day.sort(),
    );
  });
});

describe('when the filter asks for', () => {
  const regions = ['eu-west-1', 'us-east-1', 'us-west-2'];
  const days = ['2026-09-30', '2026-10-31', '2026-11-16', '2026-11-17', '2026-11-18', '2026-11-19'];
  const times = ['T00:00', 'T05:00', 'T12:00', 'T23:55'];
  const kinds = ['CloudTrail', 'CloudTrail-Insight'];
  const keys = [a, b]
    .flatMap((account) =>
      kinds.flatMap((kind) =>
        regions.flatMap((region) =>
          days.flatMap((day) =>
            times.map((time) => fileOf(account, region, `${day}${time}`, kind)),
          ),
        ),
      ),
    )
    .map((file) => `AWSLogs/${file}`)
    .sort();

  test.each([
    ['an account', only('account', a), [a], regions, kinds],
    ['accounts by a glob', only('account', '4444*', '999999999999'), [b], regions, kinds],
    ['all accounts but one', only('account', `!${a}`), [b], regions, kinds],
    ['a region', only('region', 'us-east-1'), [a, b], ['us-east-1'], kinds],
    ['regions by a glob', only('region', 'US-*'), [a, b], ['us-east-1', 'us-west-2'], kinds],
    ['some regions but one', only('region', 'us-*', '!us-west-2'), [a, b], ['us-east-1'], kinds],
    ['a category', only('category', 'insight'), [a, b], regions, ['CloudTrail-Insight']],
    ['management events', only('category', 'management'), [a, b], regions, ['CloudTrail']],
    ['all categories but one', only('category', '!insight'), [a, b], regions, ['CloudTrail']],
  ])('%s, all others are not listed', async (_, term, accounts, wantedRegions, wantedKinds) => {
    const stub = await startWith(keys);
    const listed = await listS3(stub, 's3://trail/', { terms: [term] });
    const wanted = (key: string) => {
      const [, account = '', kind = '', region = ''] = key.split('/');
      return (
        accounts.includes(account) && wantedKinds.includes(kind) && wantedRegions.includes(region)
      );
    };
    expect(listed.keys).toEqual(keys.filter(wanted));
    const files = listed.requests.filter((prefix) => /\/\d{4}\//.test(prefix));
    expect(files.every(wanted)).toBe(true);
  });

  const region = `AWSLogs/${a}/CloudTrail/us-east-1/`;
  const inRegion = keys.filter((key) => key.startsWith(region));
  const nameAt = (time: string) => `${a}_CloudTrail_us-east-1_${time}Z`;

  test('a day, only its files and those of late deliveries and wrong clocks are listed', async () => {
    const stub = await startWith(keys);
    const time = span('2026-11-17', '2026-11-18');
    const listed = await listS3(stub, `s3://trail/${region}`, { time });
    expect(listed.requests).toEqual([
      `${region}2026/11/16/ after ${region}2026/11/16/${nameAt('20261116T2345')}`,
      `${region}2026/11/17/`,
      `${region}2026/11/18/`,
    ]);
    expect(listed.keys.map((key) => key.slice(region.length + 11))).toEqual([
      expect.stringContaining('20261116T2355Z'),
      expect.stringContaining('20261117T0000Z'),
      expect.stringContaining('20261117T0500Z'),
      expect.stringContaining('20261117T1200Z'),
      expect.stringContaining('20261117T2355Z'),
      expect.stringContaining('20261118T0000Z'),
      expect.stringContaining('20261118T0500Z'),
    ]);
  });

  test('an account, region, category and hour, files and folders that are left out are counted', async () => {
    const stub = await startWith(keys);
    const time = span('2026-11-17T12:00', '2026-11-17T13:00');
    const terms = [only('account', a), only('region', 'us-east-1'), only('category', 'management')];
    const { leftOut, keys: listed } = await listS3(stub, 's3://trail/', { terms, time });
    const isOfDay = (key: string) => key.startsWith(`${region}2026/11/17/`);
    const after = keys.filter(isOfDay).filter((key) => key > (listed.at(-1) ?? ''));
    // Earlier files of the day are not even listed, nor are other days.
    expect(after.length).toBeGreaterThan(0);
    expect(leftOut).toEqual({
      account: [0, 1],
      region: [0, 2],
      category: [0, kinds.length - 1],
      late: [after.length, 0],
    });
    const all = await listS3(stub, 's3://trail/', { terms, time }, { late: Infinity });
    expect(all.leftOut).toEqual({
      account: [0, 1],
      region: [0, 2],
      category: [0, kinds.length - 1],
    });
  });

  test('a day, its files are listed even after a later file of another account', async () => {
    const other = `${region}2026/11/18/000000000000_CloudTrail_us-east-1_20261201T0000Z_x.json.gz`;
    const time = span('2026-11-17', '2026-11-18');
    const usual = await listS3(await startWith(keys), `s3://trail/${region}`, { time });
    const stub = await startWith([...keys, other]);
    expect((await listS3(stub, `s3://trail/${region}`, { time })).keys).toEqual(usual.keys);
  });

  test('an hour with a longer late delivery, later files are listed', async () => {
    const stub = await startWith(keys);
    const time = span('2026-11-17T12:00', '2026-11-17T13:00');
    const lasts = async (late: number) => {
      const { keys } = await listS3(stub, `s3://trail/${region}`, { time }, { late });
      return /\d{8}T\d{4}/.exec(keys.at(-1) ?? '')?.[0];
    };
    expect(await lasts(60_000)).toBe('20261117T1200');
    expect(await lasts(12 * 3_600_000)).toBe('20261118T0000');
    expect(await lasts(2 * 86_400_000)).toBe('20261119T1200');
  });

  test('the last hours, the days until now are listed', async () => {
    const stub = await startWith(keys);
    const now = Date.parse('2026-11-19T12:30Z');
    const time = span('2026-11-18T12:30');
    expect((await listS3(stub, `s3://trail/${region}`, { time }, { now })).requests).toEqual([
      `${region}2026/11/18/ after ${region}2026/11/18/${nameAt('20261118T1215')}`,
      `${region}2026/11/19/`,
    ]);
    // Shortly before midnight, this machine's clock may be slow.
    const late = { now: Date.parse('2026-11-18T23:30Z') };
    expect((await listS3(stub, `s3://trail/${region}`, { time }, late)).keys).toEqual(
      inRegion.filter((key) => key.includes('20261118T2355') || key.includes('20261119T')),
    );
  });

  test('a long time, years and months are listed before days', async () => {
    const stub = await startWith(keys);
    const time = span('2026-10-15', '2026-11-18');
    const listed = await listS3(stub, `s3://trail/${region}`, { time });
    expect(listed.requests).toEqual([
      `${region} by folder`,
      `${region}2026/ by folder`,
      `${region}2026/10/ by folder`,
      `${region}2026/10/31/`,
      `${region}2026/11/ by folder`,
      `${region}2026/11/16/`,
      `${region}2026/11/17/`,
      `${region}2026/11/18/`,
    ]);
    expect(listed.keys).toEqual(inRegion.slice(4, 18));
  });

  test('a time with only an end, everything before it is listed', async () => {
    const stub = await startWith(keys);
    const to = Date.parse('2026-11-16T12:00Z');
    const listed = await listS3(stub, `s3://trail/${region}`, { time: { to } });
    expect(listed.keys).toEqual(inRegion.slice(0, 11));
  });

  test('a time, and the URI names a year, month or day, only files in both are listed', async () => {
    const stub = await startWith(keys);
    const time = span('2026-10-20', '2026-11-17T06:00');
    for (const [prefix, from, to] of [
      ['2026/10/', 4, 8],
      ['2026/11/', 8, 14],
      ['2026/11/17/', 12, 14],
      ['2026/09/', 0, 0],
      ['2026/1', 4, 14],
    ] as const) {
      const { keys } = await listS3(stub, `s3://trail/${region}${prefix}`, { time });
      expect(keys).toEqual(inRegion.slice(from, to));
    }
  });
});

describe('for any filter and prefix', () => {
  const [from, to] = [Date.parse('2026-09-25'), Date.parse('2026-11-25')];
  const someRegions = ['eu-west-1', 'us-east-1', 'us-west-2'];
  const someKinds = ['CloudTrail', 'CloudTrail-Insight'] as const;
  const some = fc.sample(
    fc.record({
      account: fc.constantFrom(a, b),
      region: fc.constantFrom(...someRegions),
      kind: fc.constantFrom(...someKinds),
      time: fc.integer({ min: from, max: to }),
    }),
    { numRuns: runs(400), seed: 1 },
  );
  const trail = new Map(
    some.map((file) => {
      const time = new Date(file.time).toISOString().slice(0, 16);
      const key = `AWSLogs/${fileOf(file.account, file.region, time, file.kind)}`;
      return [key, { ...file, time: Date.parse(`${time}Z`) }];
    }),
  );
  const times = fc.integer({ min: from / hour, max: to / hour }).map((hours) => hours * hour);
  const term = (attribute: 'account' | 'region', values: readonly string[]) =>
    fc
      .subarray([...values, ...values.map((value) => `!${value}`)])
      .map((chosen) => only(attribute, ...chosen));

  test('all files of a trail that can hold wanted events are listed, and no others', async () => {
    const stub = await startWith([...trail.keys()]);
    await fc.assert(
      fc.asyncProperty(
        term('account', [a, b]),
        term('region', someRegions),
        fc.option(fc.constantFrom(...someKinds), { nil: undefined }),
        fc.tuple(fc.option(times, { nil: undefined }), fc.option(times, { nil: undefined })),
        fc.constantFrom(hour, 6 * hour, 72 * hour),
        fc.constantFrom('', 'AWSLogs/', `AWSLogs/${a}/`, `AWSLogs/${a}/CloudTrail/us-east-1/`),
        async (account, region, kind, [since, until], late, prefix) => {
          const terms = [
            account,
            region,
            ...(kind ? [only('category', kind === 'CloudTrail' ? 'management' : 'insight')] : []),
          ];
          const time = {
            ...(since !== undefined && { from: since }),
            ...(until !== undefined && { to: until }),
          };
          const options = { late, now: to };
          const listed = await listS3(stub, `s3://trail/${prefix}`, { terms, time }, options);
          const passes = ({ any, none }: ReturnType<typeof only>, value: string) =>
            !none.includes(value) && (any.length === 0 || any.includes(value));
          const wanted = [...trail].filter(
            ([key, file]) =>
              key.startsWith(prefix) &&
              passes(account, file.account) &&
              passes(region, file.region) &&
              (kind === undefined || kind === file.kind) &&
              file.time >= (since ?? 0) - hour / 4 &&
              file.time < (until ?? Number.POSITIVE_INFINITY) + late,
          );
          expect([...listed.keys].sort()).toEqual(wanted.map(([key]) => key).sort());
          expect(listed.errors).toEqual([]);
        },
      ),
      { numRuns: runs(60) },
    );
  });
});

describe('a hostile bucket', () => {
  test('with 100,000 keys in a day is listed', async () => {
    const day = `AWSLogs/${a}/CloudTrail/us-east-1/2026/11/19/`;
    const keys = Array.from({ length: 100_000 }, (_, n) => `${day}${String(n).padStart(6, '0')}`);
    const stub = await startWith(keys);
    expect((await listS3(stub, 's3://trail/')).keys).toEqual(keys);
  });

  test('with tens of thousands of folders is listed without a request for each', async () => {
    const folders = Array.from({ length: 20_000 }, (_, n) => `${n}/x.json`);
    const stub = await startWith(folders);
    const listed = await listS3(stub, 's3://trail/');
    expect(listed.keys).toHaveLength(20_000);
    expect(listed.requests.length).toBe(40);
  });

  test('with tens of thousands of folders beside a trail is listed, with a note', async () => {
    const folders = Array.from({ length: 20_000 }, (_, n) => `${n}/x.json`);
    const stub = await startWith([...folders, ...trailOf('', files)]);
    const listed = await listS3(stub, 's3://trail/');
    expect(listed.keys).toEqual(trailOf('', files));
    expect(listed.notes).toHaveLength(1);
  });

  test('with tens of thousands of regions in a trail is listed', async () => {
    const names = Array.from({ length: 10_000 }, (_, n) => `AWSLogs/${a}/CloudTrail/r${n}/x`);
    const stub = await startWith([...names, ...trailOf('', files)]);
    const { keys } = await listS3(stub, 's3://trail/', {
      terms: [only('region', 'us-east-1', 'r77')],
    });
    expect(keys).toEqual([
      names[77],
      ...trailOf('', files).filter((key) => key.includes('/us-east-1/')),
    ]);
  });

  test('with folder names that are not valid dates is listed', async () => {
    const strange = ['0000/00/00', '2026/13/45', '9999/99/99', '2026/11/1x', '20261/1/1'].map(
      (date) => `AWSLogs/${a}/CloudTrail/us-east-1/${date}/x`,
    );
    const stub = await startWith([...strange, ...trailOf('', files)]);
    const { keys, errors } = await listS3(stub, 's3://trail/', { time: span('2025-01-01') });
    expect(errors).toEqual([]);
    expect(keys.filter((key) => !strange.includes(key))).toEqual(trailOf('', files));
  });
});

describe('a listing of a bucket', () => {
  test('that is denied for one folder reports an error in its place', async () => {
    const mayList = (prefix: string) => !prefix.includes('eu-west-1');
    const stub = await startHere({
      buckets: [{ name: 'trail', objects: objectsOf(trailOf('', files)), mayList }],
    });
    const listed = await listS3(stub, 's3://trail/');
    expect(listed.keys).toEqual(trailOf('', files.slice(1)));
    expect(listed.errors).toEqual([
      `s3://trail/AWSLogs/${a}/CloudTrail/eu-west-1/: access denied: grant s3:ListBucket on arn:aws:s3:::trail, or add --requester-pays if requesters pay`,
    ]);
  });

  test('ends when the store keeps returning the same page token', async () => {
    const stub = await startWith(trailOf('', files));
    const xml =
      '<?xml version="1.0"?><ListBucketResult><Name>trail</Name><IsTruncated>true</IsTruncated>' +
      '<NextContinuationToken>same</NextContinuationToken></ListBucketResult>';
    stub.setFault(() => ({ kind: 'garbage', text: xml }));
    await expect(listS3(stub, 's3://trail/')).rejects.toThrow(
      's3://trail/: its listing goes in circles: the store is broken',
    );
    expect(stub.log).toHaveLength(2);
  });

  /** Answers with pages of these contents; each page but the last has a new token. */
  const pagesWith = (
    contents: (page: number) => string,
    last = Number.POSITIVE_INFINITY,
  ): Faults => {
    return ({ query }) => {
      const page = Number(query['continuation-token'] ?? 0) + 1;
      const token = `<NextContinuationToken>${page}</NextContinuationToken>`;
      const text = `<ListBucketResult><Name>trail</Name>${page < last ? token : ''}${contents(page)}</ListBucketResult>`;
      return { kind: 'garbage', text };
    };
  };

  test('ends when the store keeps returning empty pages', async () => {
    const stub = await startWith([]);
    stub.setFault(pagesWith(() => ''));
    await expect(listS3(stub, 's3://trail/AWSLogs')).rejects.toThrow(
      's3://trail/AWSLogs: its listing goes on after 1000 empty pages: the store is broken',
    );
    expect(stub.log).toHaveLength(1000);
  });

  test('continues when there are many empty pages between others', async () => {
    const stub = await startWith([]);
    const object = (page: number) => `<Contents><Key>${page}</Key><Size>1</Size></Contents>`;
    stub.setFault(pagesWith((page) => (page % 600 === 0 ? object(page) : ''), 1200));
    const { keys } = await listS3(stub, 's3://trail/');
    expect(keys).toEqual(['600', '1200']);
  });

  test('takes only entries that can be objects', async () => {
    const entries = ['', '<Key/>', '<Key>a%zzb</Key><Size>-5</Size>', '<Key>c</Key><Size>x</Size>'];
    const contents = entries.map((entry) => `<Contents>${entry}</Contents>`).join('');
    const xml = `<ListBucketResult><Name>trail</Name><EncodingType>url</EncodingType>${contents}</ListBucketResult>`;
    const stub = await startWith([]);
    stub.setFault(() => ({ kind: 'garbage', text: xml }));
    expect(await listS3(stub, 's3://trail/')).toMatchObject({ keys: ['a%zzb', 'c'], errors: [] });
  });

  test.each([
    ['a page of a proxy', undefined],
    ['not XML', 'Hello'],
    ['empty', ''],
    ['XML that ends too early', '<?xml version="1.0"?><ListBucketResult><Name>trail'],
    ['other XML', '<?xml version="1.0"?><Hello><World/></Hello>'],
    ['XML that is nested deep', '<a>'.repeat(100_000)],
    [
      'XML of many entities',
      `<!DOCTYPE x [<!ENTITY a "${'a'.repeat(1000)}">]><x>${'&a;'.repeat(1000)}</x>`,
    ],
  ])('stops with a message when the answer is %s', async (_, text) => {
    const stub = await startWith(trailOf('', files));
    stub.setFault(() => ({ kind: 'garbage', ...(text !== undefined && { text }) }));
    await expect(listS3(stub, 's3://trail/')).rejects.toThrow(/^s3:\/\/trail\/: .*/);
    await expect(listS3(stub, 's3://trail/')).rejects.toHaveProperty('name', 'SourceError');
  });
});
