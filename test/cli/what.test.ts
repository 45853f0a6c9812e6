import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { temporaryFolder, trailscan } from '../support/trailscan.ts';

const sharing = 'PutDestinationPolicy,ModifySnapshotAttribute';
const own = 'destination security-lake open to 444455556666';

describe('the attribute what', () => {
  test('is a column, a name to count by, and the first line of an event on its page', async () => {
    const args = ['fixtures/trail', '--event', 'PutDestinationPolicy'];
    const csv = await trailscan(['query', ...args, '--columns', 'event-id,what', '-o', 'csv']);
    const [header, row = ''] = csv.stdout.split('\n');
    expect(header).toBe('event-id,what');
    expect(row.endsWith(`,${own}`)).toBe(true);
    const counted = await trailscan(['stats', ...args, '--by', 'what']);
    expect(counted.stdout).toBe(`{"what":"${own}","events":1}\n`);
    const page = await trailscan(['show', row.slice(0, row.indexOf(',')), 'fixtures/trail']);
    expect(page.stdout).toMatch(new RegExp(`^What +${own}\n +PutDestinationPolicy on`, 'm'));
  });

  test('is not a flag of a filter', async () => {
    const { stderr, exitCode } = await trailscan(['query', 'fixtures/trail', '--what', 'x']);
    expect({ exitCode, stderr }).toMatchObject({ exitCode: 2 });
  });

  test.each(['query', 'stats'])(
    'calls the same accounts foreign in %s, whatever the threads, the order, the filter and the limit',
    async (command) => {
      const whats = command === 'query' ? ['--columns', 'what'] : ['--by', 'what'];
      const read = async (...args: readonly string[]) => {
        const all = [command, 'fixtures/trail', ...whats, '-o', 'ndjson', ...args];
        const { stdout } = await trailscan(all);
        return stdout.match(/[^"]*4444[^"]*|[^"]*7777[^"]*/g)?.toSorted();
      };
      const expected = await read('--event', sharing, '--threads', '1');
      expect(expected).toContain(own);
      expect(expected?.filter((text) => text.includes('777788889999 (foreign)'))).toHaveLength(2);
      expect(await read('--event', sharing, '--threads', '4')).toEqual(expected);
      expect(await read('--event', sharing, '--account', '111122223333')).toEqual(expected);
      if (command === 'stats') return;
      expect(await read('--event', sharing, '--unordered')).toEqual(expected);
      expect(await read('--event', sharing, '--reverse')).toEqual(expected);
      expect(await read('--event', 'PutDestinationPolicy', '-n', '1', '--threads', '4')).toEqual([
        own,
      ]);
    },
  );

  test('calls an account foreign when no name that is read has it, unless the config file has it', async () => {
    const folder = temporaryFolder();
    const account = 'o-exampleorg1/111122223333';
    mkdirSync(join(folder, 'AWSLogs/o-exampleorg1'), { recursive: true });
    cpSync(`fixtures/trail/AWSLogs/${account}`, join(folder, 'AWSLogs', account), {
      recursive: true,
    });
    const read = async (env: Readonly<Record<string, string>> = {}) => {
      const args = [
        'query',
        folder,
        '--event',
        'PutDestinationPolicy',
        '--columns',
        'what',
        '-o',
        'csv',
      ];
      return (await trailscan(args, { env })).stdout;
    };
    expect(await read()).toBe(`what\n${own} (foreign)\n`);
    const config = join(folder, 'config.yaml');
    writeFileSync(config, 'accounts:\n  - 222233334444\n  - logs: 444455556666\n');
    expect(await read({ TRAILSCAN_CONFIG: config })).toBe(`what\n${own}\n`);
  });
});
