import { UsageError } from '../../errors.ts';
import { lastValueOf } from '../../flags/args.ts';
import type { ConfigFile, NamedSource } from '../../flags/config-file/config-file.ts';
import { loadConfigFile } from '../../flags/config-file/load-config-file.ts';
import { formatsElsewhere } from '../../flags/other-tools.ts';
import { resolveAwsInRegion } from '../../flags/resolve/source-config.ts';
import { choose } from '../../flags/values/choose.ts';
import { drawTable } from '../../format/table/table.ts';
import { jsonText } from '../../format/text/json-text.ts';
import { sourcesFormats } from '../../format/text/output-formats.ts';
import { forJson, forTerminal } from '../../format/text/sanitize.ts';
import { createCredentials } from '../../source/aws/credentials.ts';
import { availableSources } from '../../source/trails/available-sources.ts';
import type { TrailSettings } from '../../source/trails/describe-trails.ts';
import type { RunCommand } from '../command.ts';
import { createAskMfaCode } from '../run/ask-mfa-code.ts';

/**
 * Lists sources that can be read: those of the config file, the Event history, and trails of the
 * account.
 */
export const sources: RunCommand = async (context) => {
  const { args, environment, io } = context;
  const [operand] = args.operands;
  if (operand !== undefined) {
    throw new UsageError(
      `sources: expected no operand, found '${operand}'; to check a source: trailscan doctor ${operand}`,
    );
  }
  const format = choose(
    lastValueOf(args, 'output') ?? 'table',
    sourcesFormats,
    '--output',
    formatsElsewhere,
  );
  const file = await loadConfigFile(environment);
  const credentials = createCredentials(createAskMfaCode(context));
  const named = rowsOfNames(file);
  const aws = { ...resolveAwsInRegion(args, environment), credentials };
  const offered = await availableSources(aws).catch(async (error: unknown) => {
    // Sources of the config file are known without AWS.
    if (format === 'table') await io.stdout.write(renderRows(named));
    throw error;
  });
  const { region, trails } = offered;
  const history: Row = [
    'history:',
    `the Event history of ${region}: management events of the last 90 days`,
  ];
  await io.stdout.write(
    format === 'table'
      ? renderRows([...named, history, ...trails.map(rowOfTrail)])
      : `${forJson(jsonText({ named: file?.sources ?? {}, ...offered }))}\n`,
  );
  return 0;
};

/** A source as commands name it, and its description. */
type Row = readonly [source: string, description: string];

function rowsOfNames(file: ConfigFile | undefined): readonly Row[] {
  return Object.entries(file?.sources ?? {}).map(([name, source]) => [
    `@${name}`,
    describeSource(source),
  ]);
}

function describeSource({ uris, profile, region, roleArn }: NamedSource): string {
  return [
    uris.join(' '),
    ...(profile === undefined ? [] : [`profile ${profile}`]),
    ...(region === undefined ? [] : [`region ${region}`]),
    ...(roleArn === undefined ? [] : [`role ${roleArn}`]),
  ].join(', ');
}

function rowOfTrail(trail: TrailSettings): Row {
  const details = [
    `s3://${trail.bucket}/${trail.prefix}`,
    trail.isMultiRegion ? 'all regions' : trail.homeRegion,
    ...(trail.isOrganization ? ['all accounts of the organization'] : []),
    trail.isValidated ? 'with digests' : 'without digests',
    ...(trail.key ? [`encrypted with ${trail.key}`] : []),
    ...(trail.logGroup ? [`log group ${trail.logGroup}`] : []),
    ...(trail.topic ? [`topic ${trail.topic}`] : []),
  ];
  return [`trail:${trail.name}`, details.join(', ')];
}

function renderRows(rows: readonly Row[]): string {
  return drawTable(rows)
    .map((line) => `${forTerminal(line)}\n`)
    .join('');
}
