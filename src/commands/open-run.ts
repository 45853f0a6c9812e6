import type { SourceConfig } from '../flags/source-config.ts';
import type { SourceOptions } from '../source/create-source.ts';
import type { Source } from '../source/source.ts';
import type { CommandContext } from './command.ts';
import { followRun, type Run, type RunOptions } from './follow-run.ts';
import { openSource } from './open-source.ts';

/** What a run reads, and how it is told of. */
interface RunConfig
  extends SourceConfig,
    Pick<SourceOptions, 'spans'>,
    Pick<RunOptions, 'strict' | 'verbose' | 'exitStatus' | 'render'> {}

interface OpenRun {
  readonly run: Run;
  readonly source: Source;
  /** Goes through the parts, and closes the source. */
  readAll(parts: Parameters<Run['follow']>[0]): Promise<void>;
}

/** A run that has read nothing yet, and its source, which tells the run how much there is. */
export function openRun(config: RunConfig, context: CommandContext): OpenRun {
  const { environment, io, signal } = context;
  const measure = () => source.measure?.(signal);
  const run = followRun({ ...config, stderr: environment.stderr, measure }, io);
  const source = openSource(config, context, run);
  return {
    run,
    source,
    async readAll(parts) {
      try {
        for await (const _part of run.follow(parts));
      } finally {
        await source.close?.();
      }
    },
  };
}
