import { whoFormats } from '../format/text/output-formats.ts';
import type { Flag } from './flag.ts';

/** The output flag of `who`. */
export const whoOutputFlag = {
  name: 'output',
  short: 'o',
  value: 'FORMAT',
  group: 'Output',
  isCommon: true,
  summary: 'how the answer is printed',
  choices: whoFormats,
  default: 'text',
} as const satisfies Flag;
