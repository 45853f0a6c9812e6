import type { Run } from './follow-run.ts';

/**
 * Prints a note that events are in several rows, one for each of their resources or other values.
 */
export function noteSeveralRows({ note }: Pick<Run, 'note'>): void {
  note(
    'an event with several values is in a row for each, so shares can add up to more than 100%; ' +
      '--whole-lists counts them as one',
  );
}
