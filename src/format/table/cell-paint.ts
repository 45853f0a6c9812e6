import type { ChalkInstance } from 'chalk';
import { noValue } from './table-cell.ts';

/** Colours values of an attribute, if they are coloured at all. */
export function cellPaint(
  chalk: ChalkInstance,
  attribute: string,
): ((text: string) => string) | undefined {
  if (attribute === 'time') return chalk.dim;
  return attribute === 'outcome' ? (text) => paintOutcome(chalk, text) : undefined;
}

/** The same in tables where `-` stands for no value. */
export function valuePaint(chalk: ChalkInstance, attribute: string): (text: string) => string {
  const paint = cellPaint(chalk, attribute) ?? String;
  return (text) => (text === noValue ? chalk.dim(text) : paint(text));
}

/** The text of an outcome in its colour: green when it was done, red when denied, else yellow. */
export function paintOutcome(chalk: ChalkInstance, outcome: string, text = outcome): string {
  if (outcome === 'ok') return chalk.green(text);
  return outcome === 'denied' ? chalk.red(text) : chalk.yellow(text);
}
