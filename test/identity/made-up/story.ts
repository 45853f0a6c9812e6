/** Made-up events, with the fields that identities depend on, as AWS writes them. */
type Json = Readonly<Record<string, unknown>>;

/** A record of CloudTrail. */
export type Made = Json;

/** Events, and the sessions that they are of. */
export interface Story {
  /** A sentence about what must come out. */
  readonly title: string;
  readonly events: readonly Made[];
  /** The drawing of all sessions, in lines; see `drawSessions`. */
  readonly tree: readonly string[];
}

/** The accounts of the stories. */
export const home = '111122223333';
export const other = '444455556666';

/** The fields of an event that differ from call to call. */
export interface MadeCall {
  /** Such as `sts:AssumeRole`. */
  readonly name: string;
  /** On 18 November 2026, in UTC: `10:00:00`. */
  readonly at: string;
  readonly by: Json;
  readonly request?: Json;
  readonly response?: Json;
  /** The account whose log has the event. */
  readonly account?: string;
  readonly fields?: Json;
}

/** Returns the time as CloudTrail writes it. */
export function at(clock: string): string {
  return `2026-11-18T${clock}Z`;
}

/** Returns an event. Its ID follows from its fields, so that each is different. */
export function call(made: MadeCall): Made {
  const { name, by, request = null, response = null, account = home, fields = {} } = made;
  const [service, eventName] = name.split(':');
  return {
    eventVersion: '1.11',
    userIdentity: by,
    eventTime: at(made.at),
    eventSource: `${service}.amazonaws.com`,
    eventName,
    awsRegion: 'eu-west-1',
    sourceIPAddress: '198.51.100.7',
    userAgent: 'aws-cli/2.31.0',
    requestParameters: request,
    responseElements: response,
    eventID: idOf(JSON.stringify(made)),
    eventType: 'AwsApiCall',
    managementEvent: true,
    recipientAccountId: account,
    eventCategory: 'Management',
    ...fields,
  };
}

/** Returns calls that issue nothing, one at each time. */
export function uses(by: Json, times: readonly string[], fields: Json = {}): readonly Made[] {
  return times.map((time) => call({ name: 'ec2:DescribeInstances', at: time, by, fields }));
}

/** Returns an ID of the form that AWS gives to events (FNV-1a, four times). */
function idOf(text: string): string {
  const part = (seed: number) => {
    let hash = seed;
    for (const character of text) {
      hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 16_777_619);
    }
    return (hash >>> 0).toString(16).padStart(8, '0');
  };
  const digits = [2_166_136_261, 1, 2, 3].map(part).join('');
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}
