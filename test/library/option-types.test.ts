import { expectTypeOf, test } from 'vitest';
import type { z } from 'zod';
import type { CloudTrailEvent } from '../../src/event/event.ts';
import type { eventSchema } from '../../src/event/event-schema.ts';
import type { countOptionFlags, queryOptionFlags } from '../../src/library/options.ts';
import type { CountOptions, QueryOptions, RunOptions } from '../../src/library/query-options.ts';

/** `access-key` → `accessKey` */
type CamelCase<Name extends string> = Name extends `${infer First}-${infer Rest}`
  ? `${First}${Capitalize<CamelCase<Rest>>}`
  : Name;
type NamesOf<Flags extends readonly { readonly name: string }[]> = CamelCase<Flags[number]['name']>;

/** The fields that a type names, without those that it allows under any name. */
type NamedFields<T> = keyof { [K in keyof T as string extends K ? never : K]: T[K] };

test('the library has an option for each flag of query, and no other', () => {
  expectTypeOf<Exclude<keyof QueryOptions, keyof RunOptions>>().toEqualTypeOf<
    NamesOf<typeof queryOptionFlags>
  >();
});

test('the library has an option for each flag of stats that it counts by, and its own', () => {
  expectTypeOf<Exclude<keyof CountOptions, keyof RunOptions>>().toEqualTypeOf<
    NamesOf<typeof countOptionFlags> | 'by' | 'distinct' | 'wholeLists'
  >();
});

test('the type of an event names the fields that are validated, and no other', () => {
  expectTypeOf<NamedFields<CloudTrailEvent>>().toEqualTypeOf<
    NamedFields<z.infer<typeof eventSchema>>
  >();
});
