/** The names of files and folders that trailscan makes beside the log files of a mirror. */

/** The folder in which files are written before they are moved to their places. */
export const unfinishedFolder = '.trailscan-unfinished';

/** The file that notes facts about the objects of a folder's files. */
export const notesFile = '.trailscan-objects';

/** The file that counts the bytes written to a cache. */
export const writtenFile = '.trailscan-written';

/** The name of a bucket's folder in a cache while it is being removed. */
export const removedFolder = '.trailscan-removed';

/** The mark of a cache, which backup programs know (https://bford.info/cachedir/). */
export const tagFile = 'CACHEDIR.TAG';

/** Returns whether a name is one of these. Ignores case, since some file systems do. */
export function isOwnName(name: string): boolean {
  return /^(?:\.trailscan-|cachedir\.tag$)/i.test(name);
}
