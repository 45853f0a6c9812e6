import type { ChalkInstance } from 'chalk';
import type { Level } from '../../../detect/rule.ts';

/** Colours the name of a level. */
export function paintLevel(chalk: ChalkInstance, level: string): string {
  return (paints[level as Level] ?? ((_, text) => text))(chalk, level);
}

const paints: Readonly<Record<Level, (chalk: ChalkInstance, text: string) => string>> = {
  critical: (chalk, text) => chalk.red.bold(text),
  high: (chalk, text) => chalk.red(text),
  medium: (chalk, text) => chalk.yellow(text),
  low: (chalk, text) => chalk.cyan(text),
  informational: (chalk, text) => chalk.dim(text),
};
