/**
 * Opens the sources of a command that reads them twice. What cannot be read again, or costs
 * requests again, is kept in a temporary folder meanwhile: standard input, pipes, and objects in S3
 * within a limit, beyond which they are fetched again.
 */
import { appendFileSync, createReadStream, statSync, writeFileSync } from 'node:fs';
import { createTemporaryFolder } from '../../engine/disk/temporary-folder.ts';
import { isRemote } from '../../source/create-source.ts';
import type { SourceSpec } from '../../source/source-spec.ts';
import type { CommandContext } from '../command.ts';
import { type OpenRun, type OpenRunOptions, openRun } from './open-run.ts';

/** A run that reads its sources twice. */
interface TwoPasses extends OpenRun {
  /** Reads the parts of the first reading. */
  firstPass(parts: Parameters<OpenRun['readAll']>[0]): Promise<void>;
  /** Removes what was kept for the second reading. */
  close(): void;
}

/** The bytes of objects in S3 that are kept for the second reading. */
const keptBytes = 2 * 2 ** 30;

/** Opens the sources. Throws ConfigError when the disk with the temporary folder is full. */
export async function openTwoPasses(
  config: OpenRunOptions,
  context: CommandContext,
): Promise<TwoPasses> {
  const folder = createTemporaryFolder(
    'twice',
    'trailscan keeps there what it reads twice from a pipe or S3; set TMPDIR to another folder',
  );
  const keep = async (stream: AsyncIterable<Uint8Array>) => {
    const path = folder.newFile();
    folder.attempt(() => writeFileSync(path, ''));
    for await (const chunk of stream) folder.attempt(() => appendFileSync(path, chunk));
    return path;
  };
  const readableTwice = async (source: SourceSpec): Promise<SourceSpec> => {
    const { uri, cache } = source;
    if (isRemote(uri)) {
      return { ...source, cache: cache ?? { folder: folder.newFile(), bytes: keptBytes } };
    }
    return isPipe(uri) ? { ...source, uri: await keep(createReadStream(uri)) } : source;
  };
  const { io, signal } = context;
  signal.addEventListener('abort', folder.remove, { once: true });
  const isFromStdin = config.sources.some(({ uri }) => uri === '-');
  const stdin = isFromStdin ? await keep(io.stdin) : undefined;
  const sources: SourceSpec[] = [];
  for (const source of config.sources) sources.push(await readableTwice(source));
  const opened = openRun(
    { ...config, sources },
    stdin === undefined
      ? context
      : {
          ...context,
          io: {
            ...io,
            get stdin() {
              return createReadStream(stdin);
            },
          },
        },
  );
  return {
    ...opened,
    async firstPass(parts) {
      for await (const _part of opened.run.readAhead(parts));
    },
    close: folder.remove,
  };
}

/** Only a whole file can be read again. A missing one is reported when it is read. */
function isPipe(path: string): boolean {
  const stats = statSync(path, { throwIfNoEntry: false });
  return stats?.isFIFO() === true || stats?.isCharacterDevice() === true;
}
