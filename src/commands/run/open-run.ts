import type { Engine } from '../../engine/engine.ts';
import { createScanEngine } from '../../engine/scan-engine.ts';
import type { SourceConfig } from '../../flags/resolve/source-types.ts';
import type { Filter } from '../../query/condition/filter.ts';
import type { SourceOptions } from '../../source/create-source.ts';
import type { Source } from '../../source/source.ts';
import type { CommandContext } from '../command.ts';
import { followRun, type Run, type RunOptions } from './follow-run.ts';
import { openSource } from './open-source.ts';

/** Options of `openRun`. */
export interface OpenRunOptions
  extends SourceConfig,
    Pick<SourceOptions, 'spans'>,
    Pick<RunOptions, 'strict' | 'verbose' | 'exitStatus' | 'render'> {
  readonly threads: number;
  /** The filter whose names are compared with those that were read when nothing matches. */
  readonly wanted?: Filter;
}

export interface OpenRun {
  readonly run: Run;
  readonly source: Source;
  /** Runs queries and counts on the source. */
  readonly engine: Engine;
  /** Reads all parts, for their ledgers. */
  readAll(parts: Parameters<Run['follow']>[0]): Promise<void>;
}

/**
 * Opens the sources of a command, with a run that shows progress and an engine. Nothing is read
 * yet.
 */
export function openRun(config: OpenRunOptions, context: CommandContext): OpenRun {
  const { environment, io, signal } = context;
  const measure = () => source.measure?.(signal);
  const run = followRun({ ...config, stderr: environment.stderr, measure }, io);
  const source = openSource(config, context, run);
  const engine = createScanEngine(source, {
    signal,
    // The build puts the script of the workers beside this code.
    workers: { threads: config.threads, script: new URL('./scan-worker.cjs', import.meta.url) },
    oneFileAtATime: config.strict,
    noteNames: config.wanted !== undefined,
  });
  return {
    run,
    source,
    engine,
    async readAll(parts) {
      for await (const _part of run.follow(parts));
    },
  };
}
