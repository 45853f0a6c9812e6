import { describe, expect, it } from 'vitest';
import { resolveQueryConfig } from '../../../src/commands/query/config.ts';
import type { Environment } from '../../../src/flags/environment.ts';
import { argsOf, environment, terminal } from '../../flags/args-of.ts';

function configOf(argv: readonly string[], custom: Environment = environment) {
  return resolveQueryConfig(argsOf(...argv), custom);
}

describe('the config of a query', () => {
  it('fills in every default', async () => {
    expect(await configOf(['a'])).toEqual({
      sources: [{ uri: 'a', access: {}, requesterPays: false }],
      filter: { time: {}, when: { kind: 'all', conditions: [] } },
      chain: { people: [], things: [] },
      order: 'oldest-first',
      format: 'ndjson',
      redact: false,
      columns: undefined,
      width: undefined,
      color: false,
      zone: 'UTC',
      threads: 2,
      strict: false,
      verbose: false,
      keepDuplicates: false,
      exitStatus: false,
      holdBack: 21_600_000,
      timeout: 30_000,
      dryRun: false,
    });
  });

  it('is plain data that can be cloned, and frozen', async () => {
    const config = await configOf(['a', '--where', '$.a = %x%', '--last', '2h', '-n', '3']);
    expect(structuredClone(config)).toEqual(config);
    expect(Object.isFrozen(config)).toBe(true);
  });

  it('chooses a coloured table as wide as the terminal', async () => {
    const config = await configOf(['a'], terminal);
    expect(config).toMatchObject({ format: 'table', width: 100, color: true });
  });

  it.each([
    [['--color', 'always'], environment, true],
    [['--color', 'never'], terminal, false],
    [[], { ...terminal, variables: { NO_COLOR: '1' } }, false],
    [[], { ...terminal, variables: { NO_COLOR: '' } }, true],
    [['--color', 'always'], { ...terminal, variables: { NO_COLOR: '1' } }, true],
    [[], { ...terminal, variables: { TERM: 'dumb' } }, false],
  ])('for %j and %j sets color to %s', async (flags, custom, color) => {
    expect((await configOf(['a', ...flags], custom)).color).toBe(color);
  });

  it('has the source of TRAILSCAN_SOURCE without an operand', async () => {
    const variables = { ...environment.variables, TRAILSCAN_SOURCE: 'logs' };
    const custom = { ...environment, variables };
    const uris = async (argv: string[]) =>
      (await configOf(argv, custom)).sources.map(({ uri }) => uri);
    expect(await uris([])).toEqual(['logs']);
    expect(await uris(['b', '-'])).toEqual(['b', '-']);
  });

  it('has the Event history as source when none is given', async () => {
    const { sources, sourcesFrom } = await configOf([]);
    expect(sources).toEqual([{ uri: 'history:', access: {}, requesterPays: false }]);
    expect(sourcesFrom).toBe('built-in');
  });

  it('has the last value of a flag that takes only one', async () => {
    const config = await configOf(['a', '-o', 'csv', '--output', 'JSON', '-n', '1', '-n', '2']);
    expect(config).toMatchObject({ format: 'json', limit: 2 });
  });

  it('accepts attributes and field paths as columns', async () => {
    const { columns } = await configOf(['a', '--columns', 'time, event', '--columns', '$.x[0].y']);
    expect(columns).toEqual(['time', 'event', '$.x[0].y']);
  });

  it.each([
    ['utc', 'UTC'],
    ['Europe/Berlin', 'Europe/Berlin'],
    ['local', new Intl.DateTimeFormat().resolvedOptions().timeZone],
  ])('reads the zone %s as %s', async (typed, zone) => {
    expect((await configOf(['a', '--tz', typed])).zone).toBe(zone);
  });

  it.each([
    ['a --output tabel', "--output: unknown value 'tabel' (did you mean 'table'?): expected table"],
    [
      'a --limit 0',
      "--limit: '0' is not a count: expected a whole number of at least 1, such as 20",
    ],
    ['a --limit 1.5', "'1.5' is not a count"],
    ['a --limit 1e3', "'1e3' is not a count"],
    ['a --columns evnt', "'event'"],
    ['a --columns time,', "--columns: expected a value, found nothing in 'time,'"],
    ['a --color yes', "--color: unknown value 'yes': expected auto, always, never"],
    ['a --tz berlin', "--tz: unknown zone 'berlin' (did you mean 'Europe/Berlin'?)"],
    [
      'history: --role-arn arn:aws:iam::111122223333:user/bob',
      "--role-arn: 'arn:aws:iam::111122223333:user/bob' is not the ARN of a role: expected one such as",
    ],
    ['a --tz Europe/Belrin', "(did you mean 'Europe/Berlin'?)"],
    ['a --tz +99', 'expected UTC, local or an IANA name such as Europe/Berlin'],
  ])('refuses %j', async (line, message) => {
    await expect(configOf(line.split(' ').filter(Boolean))).rejects.toThrow(
      expect.objectContaining({ name: 'UsageError', message: expect.stringContaining(message) }),
    );
  });

  it('refuses an empty source', async () => {
    await expect(configOf(['a', ''])).rejects.toThrow("source '': expected a value, found nothing");
  });
});
