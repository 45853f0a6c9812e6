import { ConfigError, SourceError } from '../errors.ts';
import { resolveConfig } from '../flags/resolve-config.ts';
import { alignedTable } from '../format/aligned-table.ts';
import { forTerminal } from '../format/sanitize.ts';
import { everything } from '../query/filter.ts';
import { whoAmI } from '../source/aws/who-am-i.ts';
import { isRemote } from '../source/create-source.ts';
import { describeReadError } from '../source/read-error.ts';
import type { Source } from '../source/source.ts';
import type { RunCommand } from './command.ts';
import { openSource } from './open-source.ts';

/** Looks whether sources can be read, and tells what is missing. */
export const doctor: RunCommand = async (context) => {
  const { args, environment, io, signal } = context;
  const config = await resolveConfig(args, environment);
  const notes: string[] = [];
  const checks: Check[] = [];
  for (const spec of config.sources) {
    const { uri } = spec;
    const source = openSource({ ...config, sources: [spec] }, context, (text) => notes.push(text));
    const { credentials } = source;
    if (isRemote(uri) && credentials && !checks.some(({ name }) => name === 'credentials')) {
      const identity = () => whoAmI({ ...config, ...spec, credentials });
      checks.push(await check('credentials', async () => `signed in as ${await identity()}`));
    }
    checks.push(await check(uri, () => readSome(source, signal)));
    signal.throwIfAborted();
  }
  const rows = checks.map(({ name, isFine, told }) => [isFine ? 'ok' : 'failed', name, told]);
  const lines = [...alignedTable(rows), ...notes.map((text) => `note: ${text}`)];
  await io.stdout.write(lines.map((line) => `${forTerminal(line)}\n`).join(''));
  return checks.every(({ isFine }) => isFine) ? 0 : 4;
};

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
  for await (const found of source.list(everything, signal)) {
    if ('reason' in found) throw new SourceError(found.reason);
    for await (const chunk of source.open(found, signal)) {
      if (chunk.length > 0) return `can be listed and read, such as ${found.name}`;
    }
  }
  return 'can be listed, and is empty';
}
