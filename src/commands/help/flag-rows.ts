import { type Flag, longForm } from '../../flags/flag.ts';
import type { Section } from './page.ts';

/**
 * Returns a row for each flag: its forms, and what it does with its choices, examples and default.
 */
export function flagRows(flags: readonly Flag[]): NonNullable<Section['rows']> {
  return flags.map((flag) => [signatureOf(flag), meaning(flag)] as const);
}

/** Returns the ways to write a flag, aligned: `-n, --limit COUNT`. */
export function signatureOf(flag: Flag): string {
  return `${flag.short ? `-${flag.short}, ` : '    '}${longForm(flag)}`;
}

function meaning({ summary, choices, examples, default: otherwise }: Flag): string {
  const values = choices ? `: ${choices.join(', ')}` : '';
  const like = examples ? ` (${examples.join(', ')})` : '';
  return `${summary}${values}${like}${otherwise ? ` [${otherwise}]` : ''}`;
}
