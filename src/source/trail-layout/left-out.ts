import type { LeftOutReason } from './selection.ts';

/** Files and folders that exist but are not read because of their names. */
export interface LeftOut {
  readonly kind: 'left-out';
  readonly why: LeftOutReason;
  /** The number of files, and of folders whose files are not counted. */
  readonly files: number;
  readonly folders: number;
}

/** Counts the files and folders that a listing leaves out. */
export interface LeftOutCount {
  addFile(why: LeftOutReason): void;
  addFolder(why: LeftOutReason): void;
  /** Yields the counts, one entry for each reason. */
  all(): Generator<LeftOut>;
}

/** Creates an empty count. */
export function createLeftOutCount(): LeftOutCount {
  const counts = new Map<LeftOutReason, { files: number; folders: number }>();
  const add = (why: LeftOutReason, files: number, folders: number) => {
    const before = counts.get(why) ?? { files: 0, folders: 0 };
    counts.set(why, { files: before.files + files, folders: before.folders + folders });
  };
  return {
    addFile: (why) => add(why, 1, 0),
    addFolder: (why) => add(why, 0, 1),
    *all() {
      for (const [why, { files, folders }] of counts) {
        yield { kind: 'left-out', why, files, folders };
      }
    },
  };
}
