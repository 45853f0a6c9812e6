/**
 * Whether AWS writes such files to the buckets and folders of trails, so that a pattern such as
 * `AWSLogs/*` also names them: `reason` is the kind of a foreign file.
 */
export function isWrittenBesideTrails(reason: string): boolean {
  return besideTrails.has(reason);
}

export const digestFile = 'CloudTrail digest file';
export const configSnapshot = 'AWS Config snapshot';
export const configItem = 'AWS Config item';
export const accessLog = 'load balancer access log';

const besideTrails: ReadonlySet<string> = new Set([
  digestFile,
  configSnapshot,
  configItem,
  accessLog,
]);
