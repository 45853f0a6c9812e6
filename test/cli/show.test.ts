import { describe, expect, test } from 'vitest';
import { trailscan } from '../support/trailscan.ts';

describe('show', () => {
  test('prints an event in full: a sentence, the facts, the request, the record', async () => {
    const id = await idOf([
      '--event',
      'TerminateInstances',
      '--principal',
      'svc-backup',
      '--outcome',
      'failed',
    ]);
    const { stdout, exitCode } = await trailscan(['show', id, 'fixtures/trail']);
    expect(exitCode).toBe(0);
    const [sentence] = stdout.split('\n');
    expect(sentence).toMatch(
      /svc-backup .*called TerminateInstances on EC2 in us-east-1 .* from 192\.0\.2\.66; it failed/,
    );
    expect(stdout).toMatch(/^Event ID +/m);
    expect(stdout).toMatch(/^Request$/m);
    const record = stdout.slice(stdout.indexOf('\n{') + 1);
    expect(JSON.parse(record).eventID).toBe(id);
  });

  test('finds an event by the beginning of its ID', async () => {
    const id = await idOf(['--event', 'TerminateInstances', '--limit', '1']);
    const whole = await trailscan(['show', id, 'fixtures/trail']);
    const begun = await trailscan(['show', id.slice(0, 8), 'fixtures/trail']);
    expect(begun.stdout).toBe(whole.stdout);
  });

  test('exits with 4 for an unknown event', async () => {
    const { stdout, stderr, exitCode } = await trailscan(['show', 'no-such-id', 'fixtures/shapes']);
    expect({ stdout, exitCode }).toEqual({ stdout: '', exitCode: 4 });
    expect(stderr.split('\n')[0]).toBe("trailscan: no event found with the ID 'no-such-id'");
  });

  test('prints the expected operands when none are given', async () => {
    const { stderr, exitCode } = await trailscan(['show']);
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(/^trailscan: show: expected an EVENT-ID and a SOURCE/);
  });
});

async function idOf(args: readonly string[]): Promise<string> {
  const { stdout } = await trailscan(['query', 'fixtures/trail', ...args]);
  return JSON.parse(stdout.split('\n')[0] ?? '').eventID;
}
