import type { LeftOutReason } from './selection.ts';

/** Files that are there and are not read because of their names. */
export interface LeftOut {
  readonly kind: 'left-out';
  readonly why: LeftOutReason;
  /** How many, and how many folders beside them were not looked into. */
  readonly files: number;
  readonly folders: number;
}

/** Counts what a listing sees and leaves out. */
export interface LeftOutCount {
  addFile(why: LeftOutReason): void;
  addFolder(why: LeftOutReason): void;
  /** All of it, by reason. */
  all(): Generator<LeftOut>;
}

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
