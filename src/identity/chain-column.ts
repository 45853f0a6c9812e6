import type { ChainName, ChainValues, Column } from '../format/text/column.ts';
import { type Caller, callerColumns, callerOf, callerOfValues } from './caller.ts';
import type { Chains } from './chains.ts';
import { nameOfCaller } from './session-name.ts';
import type { ToolCall } from './tool-calls.ts';

/** Returns the column for a run in which these chains are known. */
export function withChains(column: Column, chains: Chains): Column {
  return column.kind === 'chain' ? { ...column, chain: valuesOf(column.name, chains) } : column;
}

function valuesOf(name: ChainName, chains: Chains): ChainValues {
  switch (name) {
    case 'person':
      return valuesOfCaller((caller) => personOf(caller, chains));
    case 'issuer':
      return valuesOfCaller((caller) => issuerOf(caller, chains));
    case 'tool':
      return valuesOfTool('tool', chains);
    case 'client-address':
      return valuesOfTool('address', chains);
    case 'client-program':
      return valuesOfTool('program', chains);
    default:
      return name satisfies never;
  }
}

function valuesOfCaller(find: (caller: Caller) => string): ChainValues {
  return {
    reads: callerColumns,
    ofValues: (values) => find(callerOfValues(values)),
    ofEvent: (event) => find(callerOf(event)),
  };
}

/** Empty for a call that no tool call caused. */
function valuesOfTool(field: keyof ToolCall, { tools }: Chains): ChainValues {
  const find = (requestId: string, { invokedBy }: Caller) =>
    tools.causeOf(requestId, invokedBy)?.[field] ?? '';
  return {
    reads: [...callerColumns, 'requestID'],
    ofValues: (values) => find(values[callerColumns.length] ?? '', callerOfValues(values)),
    ofEvent: (event) => find(event.requestID ?? '', callerOf(event)),
  };
}

/** What is likely is never counted with what is certain. */
function personOf(caller: Caller, { identities, findPerson }: Chains): string {
  const session = identities.sessionOf(caller);
  const person = session && findPerson(session);
  if (!person) return '';
  return person.certainty === 'likely' ? `${person.name} (likely)` : person.name;
}

function issuerOf(caller: Caller, { identities, findOrigin }: Chains): string {
  const session = identities.sessionOf(caller);
  const origin = session && findOrigin(session);
  switch (origin?.kind) {
    case 'session': {
      const name = origin.session.caller ? nameOfCaller(origin.session.caller) : '';
      return origin.certainty === 'likely' ? `${name} (likely)` : name;
    }
    case 'service':
      return origin.service;
    case 'provider':
      return origin.event.provider ?? '';
    default:
      return '';
  }
}
