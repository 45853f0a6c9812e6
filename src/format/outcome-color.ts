import type { ChalkInstance } from 'chalk';

/** The text of an outcome in its colour: green when it was done, red when denied, else yellow. */
export function paintOutcome(chalk: ChalkInstance, outcome: string, text = outcome): string {
  if (outcome === 'ok') return chalk.green(text);
  return outcome === 'denied' ? chalk.red(text) : chalk.yellow(text);
}
