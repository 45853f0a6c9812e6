import { isGlobalService } from './calls.ts';
import { compileTemplate, type Template } from './template.ts';

/** An event that others are made from. */
export interface EventTemplate {
  readonly text: Template;
  /** The userIdentity that the event had, where it may keep that: else it is always another's. */
  readonly identity?: Template;
  /** Whether an AWS service may be the caller. */
  readonly anyCaller: boolean;
  /** Its events are in us-east-1 only. */
  readonly isGlobal: boolean;
}

/** Templates of calls that went well and of others. Those first are made into events more often. */
export interface EventTemplates {
  readonly succeeded: readonly EventTemplate[];
  readonly failed: readonly EventTemplate[];
  /** How much more often those first are used: 1 is not at all. */
  readonly skew: number;
}

/** An event's JSON with slots, ready for use. */
export function compileEvent(
  json: string,
  details: { eventSource: string; anyCaller: boolean; identity?: string },
): EventTemplate {
  const { eventSource, anyCaller, identity } = details;
  return {
    text: compileTemplate(json),
    ...(identity === undefined ? {} : { identity: compileTemplate(identity) }),
    anyCaller,
    isGlobal: isGlobalService(eventSource),
  };
}
