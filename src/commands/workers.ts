import type { ScanOptions } from '../engine/scan-for.ts';

/** The worker threads of a scan: the build puts their script beside this code. */
export function workersFor({
  threads,
}: {
  readonly threads: number;
}): Required<ScanOptions>['workers'] {
  return { threads, script: new URL('./scan-worker.mjs', import.meta.url) };
}
