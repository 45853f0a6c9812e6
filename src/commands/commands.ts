import { UsageError } from '../errors.ts';
import { countFlags, measureFlags } from '../flags/count-flags.ts';
import { filterFlags } from '../flags/filter-flags.ts';
import { outputFlags } from '../flags/output-flags.ts';
import { helpFlag, runFlags } from '../flags/run-flags.ts';
import { awsRegionFlag, dryRunFlag, sourceFlags } from '../flags/source-flags.ts';
import { suggest } from '../flags/suggest.ts';
import { summaryFlags, timelineOutputFlag } from '../flags/summary-flags.ts';
import { timeFlags } from '../flags/time-flags.ts';
import type { Command } from './command.ts';
import { topics } from './help/topics.ts';

const query: Command = {
  name: 'query',
  summary: 'print the events that match',
  usage: '[FLAG …] SOURCE …',
  description:
    'Prints the events of each SOURCE that match all the flags, in the order in which they ' +
    'happened. A SOURCE is a file, a folder with everything below it, a trail in S3 ' +
    '(s3://BUCKET/PREFIX), or - for standard input; plain or gzip, in any shape in which CloudTrail ' +
    'events are met.',
  operands: 'files',
  flags: [
    ...filterFlags,
    ...timeFlags,
    ...sourceFlags,
    dryRunFlag,
    ...outputFlags,
    ...runFlags,
    helpFlag,
  ],
  examples: [
    {
      does: 'Who terminated instances, and did it work?',
      line: 'trailscan query fixtures/trail --service ec2 --event TerminateInstances',
    },
    {
      does: 'Everything that was denied on one day, as CSV',
      line: 'trailscan query fixtures/trail --outcome denied --date 2026-11-18 -o csv',
    },
    {
      does: 'What an access key did from other addresses than usual',
      line:
        'trailscan query fixtures/trail --access-key AKIAIOSFODNN7EXAMPLE \\\n' +
        "  --source-ip '!198.51.100.0/24'",
    },
    {
      does: 'What one user changed, newest first',
      line: 'trailscan query fixtures/trail --user carol --writes --reverse',
    },
    {
      does: 'Console logins without MFA, by a pattern',
      line:
        'trailscan query fixtures/trail --event ConsoleLogin \\\n' +
        '  --where \'{ $.additionalEventData.MFAUsed != "Yes" }\'',
    },
    {
      does: 'Fields of your choice, of all services but two',
      line:
        "trailscan query fixtures/trail --service '!logs,monitoring' \\\n" +
        '  --columns time,event,userIdentity.arn',
    },
  ],
};

const stats: Command = {
  name: 'stats',
  summary: 'count the events that match, in all or by attributes and fields',
  usage: '[FLAG …] SOURCE …',
  description:
    'Counts the events of each SOURCE that match all the flags: all of them, or with --by those ' +
    'that have the same values, the largest groups first. Values are those that the query command ' +
    'prints as CSV. Events without a value are counted together with those in which it is empty: ' +
    'under - in a table, null in JSON, an empty cell in CSV.',
  operands: 'files',
  flags: [
    ...filterFlags,
    ...timeFlags,
    ...sourceFlags,
    dryRunFlag,
    ...countFlags,
    ...measureFlags,
    ...outputFlags.filter(({ name }) => ['output', 'reverse', 'color'].includes(name)),
    ...runFlags,
    helpFlag,
  ],
  examples: [
    {
      does: 'Which calls were made most often',
      line: 'trailscan stats fixtures/trail --by event --top 10',
    },
    {
      does: 'Who was denied what',
      line: 'trailscan stats fixtures/trail --outcome denied --by principal,event',
    },
    {
      does: 'How many events there were on one day',
      line: 'trailscan stats fixtures/trail --date 2026-11-18',
    },
    {
      does: 'From where each access key was used, as CSV',
      line:
        "trailscan stats fixtures/trail --access-key '*' \\\n" +
        '  --by access-key,source-ip -o csv',
    },
    {
      does: 'By a field of your choice: the roles behind the sessions',
      line:
        'trailscan stats fixtures/trail --identity-type AssumedRole \\\n' +
        '  --by userIdentity.sessionContext.sessionIssuer.userName',
    },
  ],
};

const timeline: Command = {
  name: 'timeline',
  summary: 'show how many events match, over time',
  usage: '[FLAG …] SOURCE …',
  description:
    'Counts the events of each SOURCE that match all the flags, hour by hour or in bins of another ' +
    'length, and draws them: on a terminal as a plot, as SVG or HTML as a picture; the other formats ' +
    'give the numbers. Times at which nothing at all was recorded, whatever the flags, are shown as ' +
    'gaps: perhaps nothing happened, perhaps it was not delivered.',
  operands: 'files',
  flags: [
    ...filterFlags,
    ...timeFlags,
    ...sourceFlags,
    dryRunFlag,
    ...countFlags,
    timelineOutputFlag,
    ...outputFlags.filter(({ name }) => name === 'color'),
    ...runFlags,
    helpFlag,
  ],
  examples: [
    {
      does: 'What happened when',
      line: 'trailscan timeline fixtures/trail --date 2026-11-18 -o table',
    },
    {
      does: 'Outcomes, hour by hour',
      line: 'trailscan timeline fixtures/trail --by outcome --bin 1h -o table',
    },
    {
      does: 'Denied calls by principal, as a picture',
      line:
        'trailscan timeline fixtures/trail --outcome denied --by principal \\\n' +
        '  -o svg > denied.svg',
    },
  ],
};

const summary: Command = {
  name: 'summary',
  summary: 'tell what happened in a day: what cron mails every morning',
  usage: '[FLAG …] SOURCE …',
  description:
    'Tells what happened yesterday, or in the time that the flags ask for, in each SOURCE: totals ' +
    'against the day before and the week before, services, principals, what was denied or failed, use ' +
    'of root, sign-ins, changes of IAM, networks, logging, keys, buckets and sharing, what was never ' +
    'seen before (with --baseline), and what could not be read. Every list names the query that ' +
    'prints its events.',
  operands: 'files',
  flags: [
    ...filterFlags.filter(({ name }) => name === 'account' || name === 'region'),
    ...timeFlags,
    ...sourceFlags,
    dryRunFlag,
    ...summaryFlags,
    ...outputFlags.filter(({ name }) => name === 'color'),
    ...runFlags.filter(({ name }) => ['strict', 'threads', 'verbose'].includes(name)),
    helpFlag,
  ],
  examples: [
    {
      does: 'What happened yesterday',
      line: 'trailscan summary fixtures/trail',
    },
    {
      does: 'A page, and exit code 1 when somebody signed in without MFA',
      line:
        'trailscan summary fixtures/trail -o html \\\n' + '  --fail-on no-mfa-login > summary.html',
    },
    {
      does: 'What is new, as remembered in a file',
      line: 'trailscan summary fixtures/trail --date 2026-11-18 --baseline seen.json',
    },
  ],
};

const show: Command = {
  name: 'show',
  summary: 'print one event whole: what happened, identity, request, response',
  usage: '[FLAG …] EVENT-ID SOURCE …',
  description:
    'Prints the event whose eventID is EVENT-ID, or begins with it, from any SOURCE that the query ' +
    'command reads.',
  operands: 'files',
  flags: [
    ...timeFlags.filter(({ name }) => name === 'tz'),
    ...sourceFlags,
    ...outputFlags.filter(({ name }) => name === 'color'),
    ...runFlags.filter(({ name }) => name === 'strict' || name === 'verbose'),
    helpFlag,
  ],
  examples: [
    {
      does: 'One event, found by the beginning of its ID',
      line: 'trailscan show 75bef9d7 fixtures/trail',
    },
  ],
};

const download: Command = {
  name: 'download',
  summary: 'copy log files from S3 to a folder',
  usage: '[FLAG …] s3://BUCKET/PREFIX … FOLDER',
  description:
    'Copies the log files of trails in S3 to FOLDER, below which they lie as their keys say: it is a ' +
    'SOURCE like any other. The flags choose among accounts, regions, days and kinds of log files. ' +
    'Files that are there are not fetched again, so that a download that was interrupted goes on.',
  operands: 'files',
  flags: [
    ...filterFlags.filter(({ name }) => chooses(name)),
    ...timeFlags,
    ...sourceFlags.filter(({ name }) => !name.startsWith('cache')),
    dryRunFlag,
    ...outputFlags.filter(({ name }) => name === 'output'),
    ...runFlags.filter(({ name }) => name === 'strict' || name === 'verbose'),
    helpFlag,
  ],
  examples: [
    {
      does: 'One account and region, one week',
      line:
        'trailscan download s3://my-trail-bucket/ ./trail --account 111122223333 \\\n' +
        '  --region eu-west-1 --last 7d',
    },
  ],
};

/** Whether the keys of log files tell what the flag asks for. */
function chooses(name: string): boolean {
  return name === 'account' || name === 'region' || name === 'category';
}

/** How AWS is asked. */
const awsFlags = [
  awsRegionFlag,
  ...sourceFlags.filter(({ name }) => !name.startsWith('cache') && name !== 'late-delivery'),
];

const sources: Command = {
  name: 'sources',
  summary: 'list the trails of the account, and what else can be read',
  usage: '[FLAG …]',
  description:
    'Lists what can be named as a SOURCE: the names of the config file, the Event history of the ' +
    'current region, and the trails that record it, with their buckets and settings. It takes ' +
    'cloudtrail:DescribeTrails.',
  operands: [],
  flags: [...awsFlags, ...outputFlags.filter(({ name }) => name === 'output'), helpFlag],
  examples: [
    { does: 'What can be read with a profile', line: 'trailscan sources --profile audit' },
  ],
};

const doctor: Command = {
  name: 'doctor',
  summary: 'look whether sources can be read, and tell what is missing',
  usage: '[FLAG …] SOURCE …',
  description:
    'Checks credentials, lists each SOURCE and reads a little of it; tells which permission to grant ' +
    'and what else to do where that fails.',
  operands: 'files',
  flags: [...awsFlags, helpFlag],
  examples: [
    { does: 'A trail in S3', line: 'trailscan doctor s3://my-trail-bucket/' },
    { does: 'A folder', line: 'trailscan doctor fixtures/trail' },
  ],
};

const cache: Command = {
  name: 'cache',
  summary: 'tell what is in the cache of objects from S3, or empty it',
  usage: 'info | clear [FLAG …]',
  description:
    'Tells what --cache has kept, or removes it. Log files of trails never change: what is in the ' +
    'cache is not fetched from S3 again. When it is full, what was not used for longest is removed.',
  operands: ['info', 'clear'],
  flags: [...sourceFlags.filter(({ name }) => name.startsWith('cache')), helpFlag],
  examples: [{ does: 'How much is kept, and where', line: 'trailscan cache info' }],
};

const config: Command = {
  name: 'config',
  summary: 'show what is set up, or write a config file to begin with',
  usage: 'path | show | init',
  description:
    'Tells where the config file is (path), prints what holds and where each value comes from (show), ' +
    'or writes a config file with examples (init).',
  operands: ['path', 'show', 'init'],
  flags: [helpFlag],
  examples: [{ does: 'What holds, and why', line: 'trailscan config show' }],
};

/** What does the work, in the order of the help. */
const working: readonly Command[] = [
  query,
  stats,
  timeline,
  summary,
  show,
  download,
  sources,
  doctor,
  cache,
  config,
];

const help: Command = {
  name: 'help',
  summary: 'explain a command or a topic',
  usage: '[COMMAND | TOPIC]',
  description: 'Explains a command or a topic.',
  operands: [...working.map(({ name }) => name), 'completion', ...topics.map(({ name }) => name)],
  flags: [helpFlag],
  examples: [{ does: 'How to write a filter pattern', line: 'trailscan help where' }],
};

const completion: Command = {
  name: 'completion',
  summary: 'print the code that completes commands and flags in your shell',
  usage: 'bash | zsh | fish',
  description: 'Prints the code with which a shell completes commands, flags and their values.',
  operands: ['bash', 'zsh', 'fish'],
  flags: [helpFlag],
  examples: [
    { does: 'In ~/.bashrc', line: 'source <(trailscan completion bash)' },
    { does: 'In ~/.zshrc', line: 'source <(trailscan completion zsh)' },
    {
      does: 'Once, for fish',
      line: 'trailscan completion fish > ~/.config/fish/completions/trailscan.fish',
    },
  ],
};

/** All commands, in the order of the help. */
export const commands: readonly Command[] = [...working, help, completion];

/** The command of that name; throws UsageError with what may have been meant. */
export function findCommand(name: string): Command {
  const command = commands.find((candidate) => candidate.name === name);
  if (command) return command;
  if (name.startsWith('-')) {
    throw new UsageError(`expected a command before '${name}', such as 'trailscan query ${name}'`);
  }
  const names = commands.map((candidate) => candidate.name);
  throw new UsageError(
    `unknown command '${name}'${suggest(name, names)}: expected ${names.join(', ')}; to read a ` +
      `source: trailscan query ${name}`,
  );
}
