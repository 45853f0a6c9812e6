/** How often something may be asked for. */
export interface Quota {
  readonly perSecond: number;
  /** How many at once after a pause; when absent, as many as in a second. */
  readonly burst?: number;
}

/** Buckets of tokens, one for each key, that fill as time goes by. */
export interface Buckets {
  /** Whether there was a token. */
  take(key: string): boolean;
  refill(): void;
}

export function createBuckets(quota: Quota | 'none'): Buckets {
  const buckets = new Map<string, { tokens: number; at: number }>();
  return {
    refill: () => buckets.clear(),
    take(key) {
      if (quota === 'none') return true;
      const { perSecond, burst = perSecond } = quota;
      const now = performance.now();
      const { tokens, at } = buckets.get(key) ?? { tokens: burst, at: now };
      const filled = Math.min(burst, tokens + ((now - at) / 1000) * perSecond);
      const has = filled >= 1;
      buckets.set(key, { tokens: has ? filled - 1 : filled, at: now });
      return has;
    },
  };
}
