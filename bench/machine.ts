import { readFileSync } from 'node:fs';
import { availableParallelism, cpus, totalmem } from 'node:os';
import { jqVersion } from './contestants.ts';

/** On what the run was made, in one line. */
export function describeMachine(): string {
  const memory = Math.round(totalmem() / 2 ** 30);
  return `Node ${process.version}, ${availableParallelism()} × ${cpus()[0]?.model.trim()}, ${memory} GiB`;
}

/** The versions of those that trailscan is compared with, in one sentence. */
export function describeRivals(): string {
  const manifest = new URL('../node_modules/@duckdb/node-api/package.json', import.meta.url);
  const { version } = JSON.parse(readFileSync(manifest, 'utf8'));
  const jq = jqVersion ?? 'jq is not installed: its rows are missing';
  return `DuckDB ${version}; ${jq}.`;
}
