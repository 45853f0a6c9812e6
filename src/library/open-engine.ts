import { availableParallelism, devNull } from 'node:os';
import type { Engine } from '../engine/engine.ts';
import { createScanEngine } from '../engine/scan-engine.ts';
import { UsageError } from '../errors.ts';
import type { Args } from '../flags/args.ts';
import type { Environment } from '../flags/environment.ts';
import { isProxyVariable } from '../flags/resolve/proxies.ts';
import { type RunConfig, resolveRunConfig } from '../flags/resolve/run-config.ts';
import { resolveSettings } from '../flags/resolve/settings.ts';
import { createCredentials } from '../source/aws/credentials.ts';
import { createSource } from '../source/create-source.ts';
import type { RunOptions } from './query-options.ts';

/** An engine, and the config that results from the options. */
export interface OpenEngine {
  readonly engine: Engine;
  readonly config: RunConfig;
  readonly signal: AbortSignal;
}

/**
 * Opens the sources that the arguments name. Reads neither a config file nor environment variables,
 * except those of the AWS SDK and of proxies. Throws UsageError for wrong arguments.
 */
export async function openEngine(
  args: Args,
  { signal = new AbortController().signal, now = new Date(), onNote = () => {} }: RunOptions,
): Promise<OpenEngine> {
  if (args.operands.length === 0) throw new UsageError('expected a source, such as a folder');
  if (args.operands.includes('-'))
    throw new UsageError("the library does not read standard input ('-')");
  const environment = environmentAt(now.getTime());
  const settings = resolveSettings(undefined, environment);
  const config = await resolveRunConfig(args, environment, { file: undefined, settings });
  const source = createSource(config.sources, {
    ...config,
    now: environment.now,
    credentials: createCredentials(),
    stdin: () => {
      throw new Error('the library does not read standard input');
    },
    note: onNote,
  });
  const engine = createScanEngine(source, {
    signal,
    // The build puts the script of the workers beside this code.
    workers: { threads: config.threads, script: new URL('./scan-worker.cjs', import.meta.url) },
  });
  return { engine, config, signal };
}

function environmentAt(now: number): Environment {
  const noTerminal = { isTTY: false };
  // The library has no cli.ts that reads them.
  const proxies = Object.entries(process.env).filter(([name]) => isProxyVariable(name));
  return {
    now,
    variables: { ...Object.fromEntries(proxies), TRAILSCAN_CONFIG: devNull },
    cores: availableParallelism(),
    stdin: noTerminal,
    stdout: noTerminal,
    stderr: noTerminal,
  };
}
