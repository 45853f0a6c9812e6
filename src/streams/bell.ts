/** Wakes the one who waits. A ring that is not waited for is not kept: look before waiting. */
export interface Bell {
  ring(): void;
  /** Resolves with the next ring. */
  wait(): Promise<void>;
}

/** For one waiter at a time. */
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
