/** How many requests are allowed. */
export interface Quota {
  readonly perSecond: number;
  /** How many requests may come at once after a pause; as many as per second when absent. */
  readonly burst?: number;
}

/** Token buckets, one for each key, that fill over time. */
export interface Buckets {
  /** Takes a token; returns whether there was one. */
  take(key: string): boolean;
  refill(): void;
}

/** Creates token buckets that are full. */
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
