import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { tarOf, zipOf } from '../../scripts/fixtures/shapes/archives.ts';
import { temporaryFolder, trailscan } from '../support/trailscan.ts';
import { startTrail } from './run-with-s3.ts';

describe('an archive', () => {
  test.each([
    ['tar', tarOf],
    ['zip', zipOf],
  ])(
    '(%s) is read member by member, and the ledger counts its members',
    async (kind, archiveOf) => {
      const archive = archiveOf([
        member('a/1.json', trailFile('1')),
        member('a/2.json.gz', gzipSync(trailFile('2'))),
        member('b/3.ndjson', `${eventOf('3')}\nnot JSON\n`),
        member('README.txt', 'Some logs.'),
        member('empty.json', ''),
        member('more.tar.gz', gzipSync(tarOf([member('4.csv', table)]))),
      ]);
      for (const stored of [archive, gzipSync(archive)]) {
        const file = write(`logs.${kind}`, stored);
        const found = await trailscan(['query', file, '-v', '-o', 'ndjson']);
        expect(idsIn(found.stdout)).toEqual(['1', '2', '3', '4']);
        expect(found.exitCode).toBe(3);
        expect(found.stderr).toContain(`trailscan: ${file}:b/3.ndjson: byte `);
        expect(found.stderr).toMatch(/^files: +6 = 4 read \(1 damaged\) \+ 2 skipped; /m);
        expect(found.stderr).toMatch(/^records: 5 = 4 matched \+ 1 unreadable$/m);
        expect(found.stderr).toContain(`skipped: ${file}:README.txt: not JSON\n`);
        const piped = await trailscan(['query', '-', '-o', 'ndjson'], { stdin: stored });
        expect(piped.stdout).toBe(found.stdout);
      }
    },
  );

  test.each([
    ['tar', tarOf],
    ['zip', zipOf],
  ])('(%s) that is cut off is reported', async (kind, archiveOf) => {
    const archive = archiveOf([member('1.json', trailFile('1')), member('2.json', trailFile('2'))]);
    const file = write(
      `cut.${kind}`,
      archive.subarray(0, archive.length - (kind === 'tar' ? 1100 : 30)),
    );
    const { stderr, exitCode } = await trailscan(['query', file]);
    expect(exitCode).toBe(3);
    expect(stderr).toContain(`trailscan: ${file}: the archive is cut off\n`);
    expect(addsUp(stderr)).toBe(true);
  });

  test('has names that cannot control a terminal or lead out of a folder', async () => {
    const file = write('names.zip', zipOf([member('../\x1b[31m\n.json', '{"Records":[{]}')]));
    const { stderr, exitCode } = await trailscan(['query', file]);
    expect(exitCode).toBe(3);
    expect(stderr).toContain(`${file}:../\\x1b[31m\\n.json: byte `);
    expect(stderr).not.toContain('\x1b');
  });

  test('with nothing but files of other kinds is an error when it was named', async () => {
    const file = write('other.tar', tarOf([member('a.txt', 'a'), member('b.txt', 'b')]));
    const { stderr, exitCode } = await trailscan(['query', file]);
    expect(exitCode).toBe(3);
    expect(stderr).toContain(`trailscan: ${file}: no CloudTrail events in it\n`);
    expect(stderr).toMatch(/^files: +3 = 0 read \+ 2 skipped \+ 1 unreadable; /m);
  });

  test.each([
    ['zip', zipOf([member('1.json', trailFile('1')), member('2.json', trailFile('2'))])],
    [
      'tar.gz',
      gzipSync(tarOf([member('1.json', trailFile('1')), member('2.json', trailFile('2'))])),
    ],
  ])('(%s) is read from S3', async (kind, body) => {
    const { run } = await startTrail([[`copies/logs.${kind}`, { body }]]);
    const { stdout, exitCode } = await run([
      'query',
      `s3://trail/copies/logs.${kind}`,
      '-o',
      'ndjson',
    ]);
    expect({ ids: idsIn(stdout), exitCode }).toEqual({ ids: ['1', '2'], exitCode: 0 });
  });

  test('without members is skipped', async () => {
    const { stderr, exitCode } = await trailscan(['query', write('empty.zip', zipOf([]))]);
    expect(exitCode).toBe(0);
    expect(stderr).toContain('skipped: empty archive (1 file)\n');
  });

  test('in too many others is not read', async () => {
    let archive: Buffer = Buffer.from(trailFile('1'));
    for (let depth = 0; depth < 6; depth++) archive = tarOf([member('inner.json', archive)]);
    const { stdout, stderr, exitCode } = await trailscan(['query', write('deep.tar', archive)]);
    expect({ stdout, exitCode }).toEqual({ stdout: '', exitCode: 3 });
    expect(stderr).toContain('tar archive in more than 2 others: unpack it first\n');
  });

  test('that inflates to far more than its size is not read further', async () => {
    const bomb = gzipSync(Buffer.alloc(2 ** 24, ' '));
    const members = Array.from({ length: 12 }, (_, at) => member(`${at}.json.gz`, bomb));
    const file = write('bomb.tar.gz', gzipSync(tarOf(members)));
    const { stderr, exitCode } = await trailscan(['query', file]);
    expect(exitCode).toBe(3);
    expect(stderr).toContain(
      'the archive inflates to more than 300 times its size: not read further',
    );
    expect(addsUp(stderr)).toBe(true);
  });

  test('with far more members than its size allows is not read further', async () => {
    const members = Array.from({ length: 15_000 }, () => member('a', ''));
    const file = write('many.tar.gz', gzipSync(tarOf(members)));
    const { stderr, exitCode } = await trailscan(['query', file]);
    expect(exitCode).toBe(3);
    expect(stderr).toContain('the archive has more files than its size allows: not read further');
  });

  test('whose member has another size than it states is reported, and its other members are read', async () => {
    const good = zipOf([member('1.json', trailFile('1')), member('2.json', trailFile('2'))]);
    const directory = good.indexOf('PK\x01\x02', 0, 'latin1');
    good.writeUInt32LE(10 ** 9, directory + 24);
    const { stdout, stderr, exitCode } = await trailscan(['query', write('size.zip', good)]);
    expect(idsIn(stdout)).toEqual(['1', '2']);
    expect(exitCode).toBe(3);
    expect(stderr).toMatch(/:1\.json: .*the member is not as long as the archive states/);
  });
});

describe('a file that was named', () => {
  test.each([
    [
      'log.vpc',
      'version account-id interface-id srcaddr\n2 1 eni-1 10.0.0.1\n',
      'VPC flow log: expected CloudTrail events',
    ],
    ['package.json', '{"name":"x","version":"1"}', 'no CloudTrail events in it'],
    [
      'log.txt',
      '2026-11-19T08:00:00Z started\n',
      'log line without JSON: expected CloudTrail events',
    ],
    ['a.zst', '\x28\xb5\x2f\xfd', 'zstd data: decompress it first, with zstd -d'],
    [
      'a.parquet',
      'PAR1',
      'Parquet file: write its rows as JSON or CSV first, for example with DuckDB',
    ],
  ])(
    '%s and has no events is an error; in a folder it is skipped',
    async (name, content, reason) => {
      const inside = temporaryFolder();
      const file = join(inside, name);
      writeFileSync(file, Buffer.from(content, 'latin1'));
      const { stderr, exitCode } = await trailscan(['query', file]);
      expect(exitCode).toBe(3);
      expect(stderr).toContain(`trailscan: ${file}: ${reason}\n`);
      expect(stderr).toMatch(/^files: +1 = 0 read \+ 1 unreadable; /m);
      if (name.endsWith('.json')) return;
      expect((await trailscan(['query', inside])).exitCode).toBe(0);
    },
  );

  test.each([
    ['empty', ''],
    ['a trail file without records', '{"Records":[]}'],
    ['an empty list', '[]'],
    ['results without rows', '{"results":[],"status":"Complete"}'],
    ['a digest file', '{"digestStartTime":"2026","digestS3Bucket":"b","logFiles":[]}'],
    ['an AWS Config snapshot', '{"fileVersion":"1.0","configurationItems":[{"a":1}]}'],
    [
      'an access log of a load balancer',
      'https 2026-11-18T02:00:00.123Z app/web/1 192.0.2.1:1 10.0.0.1:80 0.1\n',
    ],
    [
      'an access log of a Classic Load Balancer',
      '2026-11-18T02:00:00.123456Z my-lb 192.0.2.1:1 10.0.0.1:80 0.1 0.1 0.1 200 200 0 1 "GET"\n',
    ],
  ])('and is %s is not an error', async (_, content) => {
    const found = await trailscan(['query', write('named.log', Buffer.from(content))]);
    expect(found).toMatchObject({ stdout: '', exitCode: 0 });
  });
});

function member(name: string, content: string | Buffer) {
  return { name, content: Buffer.from(content) };
}

function eventOf(id: string): string {
  return JSON.stringify({
    eventVersion: '1.08',
    eventTime: `2026-11-19T08:00:0${id}Z`,
    eventSource: 'ec2.amazonaws.com',
    eventName: 'RunInstances',
    eventID: id,
  });
}

function trailFile(id: string): string {
  return `{"Records":[${eventOf(id)}]}`;
}

const table =
  'eventTime,eventName,eventSource,eventID\n2026-11-19 08:00:04,RunInstances,ec2.amazonaws.com,4\n';

function write(name: string, content: Buffer): string {
  const path = join(temporaryFolder(), name);
  writeFileSync(path, content);
  return path;
}

function idsIn(stdout: string): string[] {
  return stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line).eventID);
}

function addsUp(stderr: string): boolean {
  const [, total = '', parts = ''] = /^files: +([\d,]+) = ([^;]*)/m.exec(stderr) ?? [];
  const number = (text: string) => Number.parseInt(text.replaceAll(',', ''), 10);
  return parts.split(' + ').reduce((sum, part) => sum + number(part), 0) === number(total);
}
