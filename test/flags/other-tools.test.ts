import { describe, expect, it } from 'vitest';
import { commands, findCommand } from '../../src/commands/commands.ts';
import { adviceOnFlag, formatsElsewhere } from '../../src/flags/other-tools.ts';
import { parseArgs } from '../../src/flags/parse-args.ts';
import { choose } from '../../src/flags/values/choose.ts';

const usageError = (message: string) => expect.objectContaining({ name: 'UsageError', message });

describe('a word that other tools have', () => {
  it.each([
    ['query', '--start-time', ': use --since'],
    ['query', '--end-time=2026-11-18', ': use --until'],
    ['stats', '--username', ': use --user'],
    ['query', '--max-items', ': use --limit'],
    ['query', '--query', ': use --columns, or pipe the events to jq'],
    ['summary', '--end-time', ': use --until'],
    ['stats', '--max-items', ': use --top'],
  ])('is refused by %s %s with the flag to use', (command, typed, advice) => {
    const { flags } = findCommand(command);
    const [name] = typed.split('=');
    expect(() => parseArgs([typed, 'x'], flags)).toThrow(
      usageError(`unknown flag '${name}'${advice}`),
    );
  });

  it('gets no advice to use a flag that the command does not have', () => {
    const { flags } = findCommand('download');
    expect(() => parseArgs(['--max-items'], flags)).toThrow(
      usageError("unknown flag '--max-items'"),
    );
  });

  it.each([
    ['version', "unknown command 'version': use 'trailscan --version'"],
    ['tail', "unknown command 'tail': use 'trailscan query SOURCE --last 15m'"],
    ['lookup-events', "unknown command 'lookup-events': use 'trailscan query history:'"],
  ])('is refused as the command %s with the command to use', (typed, message) => {
    expect(() => findCommand(typed)).toThrow(usageError(message));
  });

  it.each([
    ['text', "(did you mean 'csv'?)"],
    ['yaml', "(did you mean 'json'?)"],
  ])('is refused as the format %s with the nearest one', (typed, message) => {
    const chosen = () => choose(typed, ['json', 'csv'], '--output', formatsElsewhere);
    expect(chosen).toThrow(message);
  });

  it('is a property of every object, and gets no advice', () => {
    expect(adviceOnFlag('constructor', findCommand('query').flags)).toBeUndefined();
    expect(() => findCommand('constructor')).toThrow("unknown command 'constructor': expected");
    expect(() => choose('constructor', ['json'], '--output', formatsElsewhere)).toThrow(
      "unknown value 'constructor': expected json",
    );
  });

  it('is never a word of trailscan', () => {
    for (const { flags } of commands) {
      for (const { name } of flags) expect(adviceOnFlag(name, flags), name).toBeUndefined();
    }
  });
});
