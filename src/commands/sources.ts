import { lastValueOf } from '../flags/args.ts';
import { choose } from '../flags/choose.ts';
import { resolveAws } from '../flags/resolve-source-config.ts';
import { alignedTable } from '../format/aligned-table.ts';
import { jsonText } from '../format/json-text.ts';
import { forJson, forTerminal } from '../format/sanitize.ts';
import { createCredentials } from '../source/aws/credentials.ts';
import { type OfferedSources, offeredSources } from '../source/trails/offered-sources.ts';
import { createAskMfaCode } from './ask-mfa-code.ts';
import type { RunCommand } from './command.ts';

/** Lists what can be read: trails of the account, its Event history, and names of the config file. */
export const sources: RunCommand = async (context) => {
  const { args, io } = context;
  const format = choose(lastValueOf(args, 'output') ?? 'table', ['table', 'json'], '--output');
  const credentials = createCredentials(createAskMfaCode(context));
  const offered = await offeredSources({ ...resolveAws(args), credentials });
  await io.stdout.write(
    format === 'table' ? renderSources(offered) : `${forJson(jsonText(offered))}\n`,
  );
  return 0;
};

function renderSources({ region, trails }: OfferedSources): string {
  const rows = [
    ['history:', `the Event history of ${region}: management events of 90 days`],
    ...trails.map((trail) => [
      `trail:${trail.name}`,
      [
        `s3://${trail.bucket}/${trail.prefix}`,
        trail.isMultiRegion ? 'all regions' : trail.homeRegion,
        ...(trail.isOrganization ? ['all accounts of the organization'] : []),
        trail.isValidated ? 'with digests' : 'without digests',
        ...(trail.key ? [`encrypted with ${trail.key}`] : []),
        ...(trail.logGroup ? [`log group ${trail.logGroup}`] : []),
        ...(trail.topic ? [`topic ${trail.topic}`] : []),
      ].join(', '),
    ]),
  ];
  return alignedTable(rows)
    .map((line) => `${forTerminal(line)}\n`)
    .join('');
}
