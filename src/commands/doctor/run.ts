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

/** Looks whether sources can be read, and tells what is missing. */
export const doctor: RunCommand = async (context) => {
  const { args, environment, io, signal } = context;
  const { sources, ...config } = resolveSourceConfig(
    args,
    environment,
    await loadConfigured(environment),
  );
  const { access } = resolveAwsInRegion(args);
  // One for all sources: who needs a code is asked for it once.
  const credentials = createCredentials(createAskMfaCode(context));
  const notes = new Set<string>();
  const opening = { note: (text: string) => notes.add(text), credentials };
  const checks: Check[] = [];
  for (const source of sources) {
    const spec = { ...source, access: { ...source.access, ...access } };
    const aws = { ...config, ...spec, credentials };
    const whose = credentialsOf(spec.access);
    if (isRemote(spec.uri) && !checks.some(({ name }) => name === whose)) {
      checks.push(await check(whose, async () => `signed in as ${await whoAmI(aws)}`));
    }
    for (const uri of await partsOf(spec.uri, aws)) {
      const part = openSource({ ...config, sources: [{ ...spec, uri }] }, context, opening);
      checks.push(await check(uri, () => readSome(part, signal)));
      signal.throwIfAborted();
    }
  }
  const rows = checks.map(({ name, isFine, told }) => [isFine ? 'ok' : 'failed', name, told]);
  const lines = [...drawTable(rows), ...[...notes].map((text) => `note: ${text}`)];
  await io.stdout.write(lines.map((line) => `${forTerminal(line)}\n`).join(''));
  return checks.every(({ isFine }) => isFine) ? 0 : 4;
};

/** What the check of these credentials is called: not the same for any others. */
function credentialsOf({ profile, roleArn }: Access): string {
  const of = profile === undefined ? '' : ` of profile ${profile}`;
  return `credentials${of}${roleArn === undefined ? '' : ` as ${roleArn}`}`;
}

/**
 * The regions of a history one by one: some may be denied. Where they cannot be found, the whole: to
 * read it tells why.
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
  readonly isFine: boolean;
  readonly told: string;
}

async function check(name: string, look: () => Promise<string>): Promise<Check> {
  try {
    return { name, isFine: true, told: await look() };
  } catch (error) {
    const isKnown = error instanceof SourceError || error instanceof ConfigError;
    const told = isKnown ? error.message : describeReadError(error);
    return { name, isFine: false, told };
  }
}

/** Lists the source, and reads the beginning of the first file that there is. */
async function readSome(source: Source, signal: AbortSignal): Promise<string> {
  for await (const found of source.list({ filter: allEvents, order: 'none' }, signal)) {
    if ('reason' in found) throw new SourceError(found.reason);
    if ('why' in found) continue;
    for await (const chunk of source.open(found, signal)) {
      if (chunk.length > 0) return `can be listed and read, such as ${found.name}`;
    }
  }
  return 'can be listed, and is empty';
}
