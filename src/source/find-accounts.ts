/**
 * Finds the accounts whose log files are in folders on disk, by names, without listing the files.
 */
import { stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { readFolder, realPath, systemPath } from './path-bytes.ts';
import { parseLogFileName } from './trail-layout/log-file-name.ts';
import { logsFolder, placeBelow, placeOf, type TrailPlace } from './trail-layout/trail-place.ts';

/** Most folders to look into, level by level: a trail needs two or three. */
const maxFolders = 10_000;

/** A folder that may hold those of accounts, or files with their names. */
interface Folder {
  readonly path: string;
  readonly place: TrailPlace | undefined;
}

/**
 * Returns the accounts in the paths and in the names of folders and files there. The folder of an
 * account is not looked into. Depends only on what is on disk: not on filters, limits or threads.
 * Folders that cannot be read are left out, because the listing reports it; so is everything after
 * an abort.
 */
export async function findAccounts(
  paths: readonly string[],
  signal: AbortSignal,
): Promise<readonly string[]> {
  const accounts = new Set<string>();
  const seen = new Set<string>();
  let level: readonly Folder[] = paths
    .filter((path) => path !== '-' && !noteFile(path, accounts))
    .map((path) => ({ path, place: placeOf(`${resolve(path).replaceAll('\\', '/')}/`) }));
  while (level.length > 0 && !signal.aborted) {
    const below: Folder[] = [];
    for (const folder of level) {
      const { account } = folder.place ?? {};
      if (account !== undefined) accounts.add(account);
      else if (seen.size < maxFolders) below.push(...(await foldersIn(folder, { seen, accounts })));
    }
    level = below;
  }
  return [...accounts];
}

/** Notes the account in the name of a log file; returns whether it is one. */
function noteFile(path: string, accounts: Set<string>): boolean {
  const account = parseLogFileName(path)?.account;
  if (account !== undefined) accounts.add(account);
  return account !== undefined;
}

async function foldersIn(
  { path, place }: Folder,
  { seen, accounts }: { readonly seen: Set<string>; readonly accounts: Set<string> },
): Promise<readonly Folder[]> {
  try {
    const real = await realPath(path);
    if (seen.has(real)) return [];
    const entries = await readFolder(real);
    seen.add(real);
    const folders: Folder[] = [];
    for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
      const inner = join(path, entry.name);
      const isLink = entry.isSymbolicLink();
      const isFolder = entry.isDirectory() || (isLink && (await leadsToFolder(inner)));
      if (isFolder) folders.push({ path: inner, place: placeIn(place, entry.name) });
      else noteFile(entry.name, accounts);
    }
    return folders;
  } catch {
    return [];
  }
}

function leadsToFolder(path: string): Promise<boolean> {
  return stat(systemPath(path)).then(
    (stats) => stats.isDirectory(),
    () => false,
  );
}

function placeIn(place: TrailPlace | undefined, name: string): TrailPlace | undefined {
  return name === logsFolder ? placeOf(`${logsFolder}/`) : place && placeBelow(place, name);
}
