/** Wakes a waiter. A ring without a waiter is lost: check for work before waiting. */
export interface Bell {
  ring(): void;
  /** Resolves with the next ring. */
  wait(): Promise<void>;
}

/** Creates a bell, for one waiter at a time. */
export function createBell(): Bell {
  let wake = () => {};
  return {
    ring: () => wake(),
    wait: () =>
      new Promise((resolve) => {
        wake = resolve;
      }),
  };
}
