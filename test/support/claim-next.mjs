/** Claims the next file or portion, as workers do. */
export function claimNext(claims, worker) {
  for (let at = Atomics.load(claims, 0) + 1; at < claims.length; at++) {
    if (Atomics.compareExchange(claims, at, 0, worker) !== 0) continue;
    Atomics.store(claims, 0, at);
    return at - 1;
  }
  return undefined;
}
