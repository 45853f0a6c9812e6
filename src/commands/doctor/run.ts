import { ConfigError, SourceError } from '../../errors.ts';
import {
  loadConfigured,
  resolveAwsInRegion,
  resolveSourceConfig,
} from '../../flags/resolve/source-config.ts';
import { drawTable } from '../../format/table/table.ts';
import { forTerminal } from '../../format/text/sanitize.ts';
import { allEvents } from '../../query/condition/filter.ts';
import type { Access } from '../../source/aws/access.ts';
import type { AwsAccess } from '../../source/aws/aws-access.ts';
import { createCredentials } from '../../source/aws/credentials.ts';
import { whoAmI } from '../../source/aws/who-am-i.ts';
import { isRemote } from '../../source/create-source.ts';
import { findRegions } from '../../source/history/find-regions.ts';
import { isHistoryUri, parseHistoryUri } from '../../source/history/parse-history-uri.ts';
import { describeReadError } from '../../source/read-error.ts';
import type { Source } from '../../source/source.ts';
import type { RunCommand } from '../command.ts';
import { createAskMfaCode } from '../run/ask-mfa-code.ts';
import { openSource } from '../run/open-source.ts';

/** Checks whether sources can be read, and reports what is missing. */
export const doctor: RunCommand = async (context) => {
  const { args, environment, io, signal } = context;
  const { sources, ...config } = resolveSourceConfig(
    args,
    environment,
    await loadConfigured(environment),
  );
  const { access } = resolveAwsInRegion(args, environment);
  // Shared by all sources, so that the user is asked for an MFA code only once.
  const credentials = createCredentials(createAskMfaCode(context));
  const notes = new Set<string>();
  const opening = { note: (text: string) => notes.add(text), credentials };
  const checks: Check[] = [];
  for (const source of sources) {
    const spec = { ...source, access: { ...source.access, ...access } };
    const aws = { ...config, ...spec, credentials };
    const credentialsName = nameCredentials(spec.access);
    if (isRemote(spec.uri) && !checks.some(({ name }) => name === credentialsName)) {
      checks.push(await check(credentialsName, async () => `signed in as ${await whoAmI(aws)}`));
    }
    for (const uri of await partsOf(spec.uri, aws)) {
      const part = openSource({ ...config, sources: [{ ...spec, uri }] }, context, opening);
      checks.push(await check(uri, () => readSome(part, signal)));
      signal.throwIfAborted();
    }
  }
  const rows = checks.map(({ name, isOk, message }) => [isOk ? 'ok' : 'failed', name, message]);
  const lines = [...drawTable(rows), ...[...notes].map((text) => `note: ${text}`)];
  await io.stdout.write(lines.map((line) => `${forTerminal(line)}\n`).join(''));
  return checks.every(({ isOk }) => isOk) ? 0 : 4;
};

/**
 * Returns the name of the check of these credentials, which is different for different credentials.
 */
function nameCredentials({ profile, roleArn }: Access): string {
  const of = profile === undefined ? '' : ` of profile ${profile}`;
  return `credentials${of}${roleArn === undefined ? '' : ` as ${roleArn}`}`;
}

/**
 * Splits a history into its regions, since some may be denied. When they cannot be found, returns
 * the whole: reading it shows why.
 */
async function partsOf(uri: string, aws: AwsAccess): Promise<readonly string[]> {
  const named = isHistoryUri(uri) ? parseHistoryUri(uri) : 'current';
  if (named === 'current') return [uri];
  try {
    const regions = await findRegions(named, allEvents, aws);
    return regions.map((region) => `history:${region}`);
  } catch {
    return [uri];
  }
}

interface Check {
  readonly name: string;
  readonly isOk: boolean;
  readonly message: string;
}

async function check(name: string, run: () => Promise<string>): Promise<Check> {
  try {
    return { name, isOk: true, message: await run() };
  } catch (error) {
    const isKnown = error instanceof SourceError || error instanceof ConfigError;
    const message = isKnown ? error.message : describeReadError(error);
    return { name, isOk: false, message };
  }
}

/** Lists the source and reads the beginning of its first file that is not empty. */
async function readSome(source: Source, signal: AbortSignal): Promise<string> {
  for await (const found of source.list({ filter: allEvents, order: 'none' }, signal)) {
    if ('reason' in found) throw new SourceError(found.reason);
    if ('why' in found) continue;
    for await (const chunk of source.open(found, signal)) {
      if (chunk.length > 0) return `can be listed and read, such as ${found.name}`;
    }
  }
  return 'can be listed, but is empty';
}
