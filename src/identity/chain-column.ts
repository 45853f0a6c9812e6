import type { ChainName, ChainValues, Column } from '../format/text/column.ts';
import { type Caller, callerColumns, callerOf, callerOfValues } from './caller.ts';
import type { Chains } from './chains.ts';
import { nameOfCaller } from './session-name.ts';

/** Returns the column for a run in which these chains are known. */
export function withChains(column: Column, chains: Chains): Column {
  return column.kind === 'chain' ? { ...column, chain: valuesOf(column.name, chains) } : column;
}

function valuesOf(name: ChainName, chains: Chains): ChainValues {
  const find = name === 'person' ? personOf : issuerOf;
  return {
    reads: callerColumns,
    ofValues: (values) => find(callerOfValues(values), chains),
    ofEvent: (event) => find(callerOf(event), chains),
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
