/**
 * Joins the calls of AWS's MCP servers to the tool calls that caused them. In such a call the
 * server stands in for the address and the program of the client; the event of the tool call has
 * both, and the request IDs of all calls that it caused.
 */
import { isMcpServer } from '../event/actor.ts';
import { type CloudTrailEvent, eventIdOf, eventNameOf } from '../event/event.ts';
import { ownProperty, ownText } from '../event/own-property.ts';

/** A call of a tool by an AI agent. */
export interface ToolCall {
  /** Such as `aws___call_aws`. */
  readonly tool: string;
  /** The address of the client. */
  readonly address: string;
  /** The user agent of the client. */
  readonly program: string;
}

/** The tool calls that were read. */
export interface ToolCalls {
  /** Adds the tool call that the event is about, if it is about one. */
  add(event: CloudTrailEvent): void;
  /**
   * Returns the tool call that caused the call with this request ID, or that is it; `invokedBy` is
   * the service that made the call.
   */
  causeOf(requestId: string, invokedBy: string): ToolCall | undefined;
  /** Returns how many requests were not kept, because there were too many. */
  lost(): number;
}

/** Bounds the memory that tool calls can take: a client can make them up. */
const maxRequests = 200_000;

/** In UTF-16 units: longer values, which a client can make up, are cut. */
const maxLength = 200;

/** A request, and what identifies its tool call. */
interface Request {
  readonly call: ToolCall;
  readonly id: string;
  /** Whether it is the tool call itself. */
  readonly isTool: boolean;
}

/** Creates a list of tool calls that keeps at most `limit` requests. */
export function createToolCalls(limit = maxRequests): ToolCalls {
  const requests = new Map<string, Request>();
  let lost = 0;
  const put = (requestId: string | undefined, request: Request) => {
    if (!requestId || requestId.length > maxLength) return;
    const before = requests.get(requestId);
    if (!before && requests.size >= limit) lost++;
    // The same one of several, in whatever order they are read.
    else if (!before || request.id < before.id) requests.set(requestId, request);
  };
  return {
    add(event) {
      if (event.eventType !== 'AwsMcpEvent') return;
      const call = readToolCall(event);
      const id = eventIdOf(event) ?? JSON.stringify(call);
      put(ownText(event, 'requestID'), { call, id, isTool: true });
      const caused = ownProperty(event.additionalEventData, 'downstreamRequests');
      for (const one of Array.isArray(caused) ? caused : []) {
        put(ownText(one, 'requestId'), { call, id, isTool: false });
      }
    },
    causeOf(requestId, invokedBy) {
      const request = requests.get(requestId);
      return request && (request.isTool || isMcpServer(invokedBy)) ? request.call : undefined;
    },
    lost: () => lost,
  };
}

function readToolCall(event: CloudTrailEvent): ToolCall {
  const tool = ownText(ownProperty(event.requestParameters, 'params'), 'name');
  return {
    tool: cut(tool ?? eventNameOf(event)),
    address: cut(ownText(event, 'sourceIPAddress') ?? ''),
    program: cut(ownText(event, 'userAgent') ?? ''),
  };
}

function cut(text: string): string {
  return text.slice(0, maxLength);
}
