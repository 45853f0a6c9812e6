import type { ChalkInstance } from 'chalk';
import { noValue } from './table-cell.ts';

/** Returns the function that colours the attribute's values; undefined if they are not coloured. */
export function cellPaint(
  chalk: ChalkInstance,
  attribute: string,
): ((text: string) => string) | undefined {
  if (attribute === 'time') return chalk.dim;
  return attribute === 'outcome' ? (text) => paintOutcome(chalk, text) : undefined;
}

/** Returns a function that colours the attribute's values and dims the `-` of a missing value. */
export function valuePaint(chalk: ChalkInstance, attribute: string): (text: string) => string {
  const paint = cellPaint(chalk, attribute) ?? String;
  return (text) => (text === noValue ? chalk.dim(text) : paint(text));
}

/** Colours the text of an outcome: green for `ok`, red for `denied`, otherwise yellow. */
export function paintOutcome(chalk: ChalkInstance, outcome: string, text = outcome): string {
  if (outcome === 'ok') return chalk.green(text);
  return outcome === 'denied' ? chalk.red(text) : chalk.yellow(text);
}
