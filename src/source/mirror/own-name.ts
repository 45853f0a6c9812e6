/** Names of files and folders that trailscan makes beside the log files of a mirror. */

/** The folder in which files are made before they are in their places. */
export const unfinishedFolder = '.trailscan-unfinished';

/** The file that notes what a folder's files do not say about their objects. */
export const notesFile = '.trailscan-objects';

/** The file that counts what was written to a cache. */
export const writtenFile = '.trailscan-written';

/** What the folder of a bucket in a cache is called while it is being removed. */
export const removedFolder = '.trailscan-removed';

/** The mark of a cache, which programs for backups know (https://bford.info/cachedir/). */
export const tagFile = 'CACHEDIR.TAG';

/** Whether a name is one of these; some file systems do not distinguish capitals. */
export function isOwnName(name: string): boolean {
  return /^(?:\.trailscan-|cachedir\.tag$)/i.test(name);
}
