/**
 * Returns the text of a record as CloudTrail writes it, with the given members after its own; in
 * bytes.
 */
export function plainRecord(id: string, members = ''): string {
  return `{"eventVersion":"1.08",${calledBy(id)}${members}}`;
}

/** Returns the members that make a record an event. */
export function calledBy(id: string): string {
  return `"eventTime":"2026-11-19T08:00:00Z","eventSource":"s3.amazonaws.com","eventName":"GetObject","eventID":"${id}"`;
}
