import type { ResourceType } from './resource-table.ts';

/** A value of an event that identifies something in AWS. */
export interface Mention {
  readonly text: string;
  /** The word for it; empty when it is only called a name or an ID. */
  readonly noun: string;
  readonly type: ResourceType | undefined;
  /** The type that the event itself states. */
  readonly stated?: string;
  /** The words before the noun: `source`, `new`. */
  readonly before: string;
  readonly from: 'resources' | 'request' | 'response' | 'message';
  /** Whether the call only calls it its ARN: {"arn": …}. */
  readonly isSelf?: boolean;
  /** Whether it is nested two or more levels deep in the request. */
  readonly isDeep?: boolean;
  /** Mentions with the same object are of one thing: its name, its ID and its ARN. */
  readonly thing?: object | undefined;
}
