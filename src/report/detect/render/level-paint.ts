import type { ChalkInstance } from 'chalk';
import { type Level, levels } from '../../../detect/rule.ts';

/** Colours the name of a level. */
export function paintLevel(chalk: ChalkInstance, text: string): string {
  const level = levels.find((one) => one === text);
  return level ? paints[level](chalk, text) : text;
}

const paints: Readonly<Record<Level, (chalk: ChalkInstance, text: string) => string>> = {
  critical: (chalk, text) => chalk.red.bold(text),
  high: (chalk, text) => chalk.red(text),
  medium: (chalk, text) => chalk.yellow(text),
  low: (chalk, text) => chalk.cyan(text),
  informational: (chalk, text) => chalk.dim(text),
};
