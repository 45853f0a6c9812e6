/**
 * Words that people type out of habit, because other tools (the AWS CLI, jq, grep, journalctl) have
 * them, and what to use here. An advice is given only when the command has the flags that it names.
 */
import type { Flag } from './flag.ts';

/** Flags, without the dashes. The first advice is given whose flags the command has. */
const flagAdvice: Readonly<Record<string, string | readonly string[]>> = {
  'start-time': '--since',
  start: '--since',
  from: '--since',
  after: '--since',
  'end-time': '--until',
  end: '--until',
  to: '--until',
  before: '--until',
  username: '--user',
  'user-name': '--user',
  'event-name': '--event',
  'event-source': '--service',
  'access-key-id': '--access-key',
  'account-id': '--account',
  ip: '--source-ip',
  'source-ip-address': '--source-ip',
  'resource-name': '--resource',
  'error-code': '--error',
  'read-only': '--reads',
  'lookup-attributes': 'a filter, such as --event, --user or --resource',
  filter: '--where',
  'filter-pattern': '--where',
  pattern: '--grep',
  query: '--columns, or pipe the events to jq',
  fields: '--columns',
  'group-by': '--by',
  'max-items': ['--limit', '--top'],
  'max-results': ['--limit', '--top'],
  head: ['--limit', '--top'],
  tail: '--reverse --limit',
  descending: '--reverse',
  format: '--output',
  json: '--output json',
  csv: '--output csv',
  'no-color': '--color never',
  'time-zone': '--tz',
  timezone: '--tz',
  jobs: '--threads',
  parallel: '--threads',
  dryrun: '--dry-run',
  debug: '--verbose',
  'endpoint-url': 'the environment variable AWS_ENDPOINT_URL',
  bucket: 's3://BUCKET/PREFIX as the source, without a flag',
  file: 'its path as the source, without a flag',
  trail: 'trail:NAME as the source, without a flag',
};

/** Commands. */
const commandAdvice: Readonly<Record<string, string>> = {
  version: 'trailscan --version',
  man: 'trailscan help',
  'lookup-events': 'trailscan query history:',
  tail: 'trailscan query SOURCE --last 15m',
  search: 'trailscan query',
  grep: 'trailscan query SOURCE --grep REGEX',
  find: 'trailscan query',
  filter: 'trailscan query',
  events: 'trailscan query',
  count: 'trailscan stats',
  top: 'trailscan stats SOURCE --by NAME --top COUNT',
  histogram: 'trailscan timeline',
  report: 'trailscan summary',
  describe: 'trailscan show EVENT-ID SOURCE',
  get: 'trailscan show EVENT-ID SOURCE',
  sync: 'trailscan download',
  cp: 'trailscan download',
  ls: 'trailscan sources',
  list: 'trailscan sources',
  trails: 'trailscan sources',
  check: 'trailscan doctor',
};

/** Output formats, each with the nearest one here. */
export const formatsElsewhere: Readonly<Record<string, string>> = {
  text: 'csv',
  tsv: 'csv',
  yaml: 'json',
  jsonl: 'ndjson',
  md: 'markdown',
};

/** Returns `: use --since` for a flag (without dashes) of another tool, or undefined. */
export function adviceOnFlag(name: string, flags: readonly Flag[]): string | undefined {
  const choices = [ownValue(flagAdvice, name) ?? []].flat();
  const advice = choices.find((choice) =>
    (choice.match(/(?<=--)[a-z-]+/g) ?? []).every((word) =>
      flags.some((flag) => flag.name === word),
    ),
  );
  return advice === undefined ? undefined : `: use ${advice}`;
}

/** Returns `: use 'trailscan --version'` for a command of another tool, or undefined. */
export function adviceOnCommand(name: string): string | undefined {
  const advice = ownValue(commandAdvice, name);
  return advice === undefined ? undefined : `: use '${advice}'`;
}

function ownValue<Value>(table: Readonly<Record<string, Value>>, key: string): Value | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}
