import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { availableParallelism, cpus, totalmem } from 'node:os';
import { dirname } from 'node:path';
import { jqVersion } from './contestants.ts';

/** Describes the machine of the run, in one line. */
export function describeMachine(): string {
  const memory = Math.round(totalmem() / 2 ** 30);
  return `Node ${process.version}, ${availableParallelism()} × ${cpus()[0]?.model.trim()}, ${memory} GiB`;
}

/** Returns the versions of the tools that trailscan is compared with, in one sentence. */
export function describeRivals(): string {
  const manifest = new URL('../node_modules/@duckdb/node-api/package.json', import.meta.url);
  const { version } = JSON.parse(readFileSync(manifest, 'utf8'));
  const jq = jqVersion ?? 'jq is not installed: its rows are missing';
  return `DuckDB ${version}; ${jq}.`;
}

/** Describes a build of trailscan in a few words: its commit if git knows it, but not its path. */
export function describeBuild(path: string): string {
  const folder = dirname(path);
  const { stdout } = spawnSync('git', ['-C', folder, 'rev-parse', '--short', 'HEAD'], {
    encoding: 'utf8',
  });
  const commit = stdout?.trim();
  return commit ? `the build of a checkout at ${commit}` : 'another build of trailscan';
}
