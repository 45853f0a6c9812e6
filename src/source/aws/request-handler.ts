/** Gives a request up when nothing is heard of it for so many milliseconds. */
export function requestHandlerFor(timeout: number) {
  return {
    connectionTimeout: timeout,
    requestTimeout: timeout,
    throwOnRequestTimeout: true,
  };
}
