import { UsageError } from '../../errors.ts';
import { didYouMean, nearMisses } from '../../event/near-misses.ts';
import type { Modifier } from './modifier.ts';
import {
  comparison,
  regexFlag,
  timePart,
  toExists,
  toField,
  toNetwork,
  toRegex,
} from './test-modifiers.ts';
import { encode, encodeOffsets, position, replaceDashes, utf16 } from './text-modifiers.ts';

/**
 * Returns the modifier with this name.
 *
 * Throws UsageError for a name that no modifier has.
 */
export function findModifier(name: string): Modifier {
  const found = byName.get(name);
  if (found) return found;
  const meant = nearMisses(name, byName.keys(), 1);
  throw new UsageError(`unknown modifier '${name}'${didYouMean(meant)}`);
}

const modifiers: readonly Modifier[] = [
  { name: 'all', setting: 'all' },
  { name: 'neq', setting: 'neq' },
  { name: 'cased', setting: 'cased' },
  { name: 'expand', setting: 'expand' },
  position('contains', { before: true, after: true }, 'anywhere'),
  { ...position('startswith', { after: true }, 'start'), needsField: true },
  { ...position('endswith', { before: true }, 'end'), needsField: true },
  { name: 'exists', isFirst: true, needsField: true, apply: toExists },
  { name: 're', isFirst: true, apply: toRegex },
  ...['i', 'ignorecase'].map((name) => regexFlag(name, 'i')),
  ...['m', 'multiline'].map((name) => regexFlag(name, 'm')),
  ...['s', 'dotall'].map((name) => regexFlag(name, 's')),
  { name: 'base64', apply: (value) => [encode(value)] },
  { name: 'base64offset', apply: encodeOffsets },
  ...['utf16le', 'wide'].map((name) => utf16(name, 'le')),
  utf16('utf16be', 'be'),
  utf16('utf16', 'bom'),
  { name: 'windash', apply: replaceDashes },
  comparison('lt', '<'),
  comparison('lte', '<='),
  comparison('gt', '>'),
  comparison('gte', '>='),
  ...(['minute', 'hour', 'day', 'week', 'month', 'year'] as const).map(timePart),
  { name: 'cidr', isFirst: true, needsField: true, apply: toNetwork },
  { name: 'fieldref', isFirst: true, needsField: true, apply: toField },
];

const byName: ReadonlyMap<string, Modifier> = new Map(
  modifiers.map((modifier) => [modifier.name, modifier]),
);
