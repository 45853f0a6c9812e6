import type { Call } from './call.ts';
import type { Mention } from './mention.ts';
import type { ParameterName } from './parameter-name.ts';

/** The state of a search. */
export interface Search {
  readonly call: Call;
  readonly account: string | undefined;
  readonly mentions: Mention[];
  from: Mention['from'];
  valuesLeft: number;
}

/** The position of a value in the parameters: the object that it is in. */
export interface Place {
  readonly depth: number;
  /** Whether the value is a parameter of the call, not a part of one. */
  readonly isTop: boolean;
  /** The noun that the object around the value describes: its `name` is the name of that. */
  readonly described: Pick<ParameterName, 'noun' | 'type' | 'isVague'> | undefined;
  /** The things that the object around the value names. */
  readonly beside: Named[] | undefined;
}

/** A thing that an object names, by its ID, its name or its ARN. */
type Named = Pick<ParameterName, 'before'> & { readonly noun: string };

/** The name of the parameter that holds a value, and the object that it is in. */
export interface Holder {
  readonly name: ParameterName;
  readonly place: Place;
}
