import { isGlobalService } from './calls.ts';
import { compileTemplate, type Template } from './template.ts';

/** A template that events are made from. */
export interface EventTemplate {
  readonly text: Template;
  /** The userIdentity of the original event, if it may be kept; otherwise it is always replaced. */
  readonly identity?: Template;
  /** Whether an AWS service may be the caller. */
  readonly anyCaller: boolean;
  /** Whether its events are only in us-east-1. */
  readonly isGlobal: boolean;
}

/** Templates of calls that succeeded and that failed. The first ones are used more often. */
export interface EventTemplates {
  readonly succeeded: readonly EventTemplate[];
  readonly failed: readonly EventTemplate[];
  /** How much more often the first ones are used; 1 for equally often. */
  readonly skew: number;
}

/** Compiles an event's JSON with slots to a template. */
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
