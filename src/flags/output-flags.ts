import { outputFormats, sourcesFormats } from '../format/text/output-formats.ts';
import type { Flag } from './flag.ts';

/** Flags that say how events are printed. */
export const outputFlags = [
  {
    name: 'output',
    short: 'o',
    value: 'FORMAT',
    group: 'Output',
    isCommon: true,
    summary: 'how events are printed',
    choices: outputFormats,
    default: 'table on a terminal, ndjson into a pipe or file',
  },
  {
    name: 'columns',
    value: 'NAME,…',
    group: 'Output',
    isCommon: true,
    summary: 'columns of a table: attributes or field paths; see: trailscan help fields',
    examples: ['time,event,userIdentity.arn'],
    repeatable: true,
    complete: 'column',
  },
  {
    name: 'limit',
    short: 'n',
    value: 'COUNT',
    group: 'Output',
    isCommon: true,
    summary: 'print at most this many events',
    examples: ['20'],
  },
  { name: 'reverse', short: 'r', group: 'Output', summary: 'newest events first' },
  {
    name: 'unordered',
    group: 'Output',
    summary: 'print events as they are found; with --limit, stop reading after that many',
  },
  {
    name: 'redact',
    group: 'Output',
    summary: 'mask secrets: session tokens, passwords, keys, environment variables',
    default: 'on for markdown and html',
  },
  { name: 'no-redact', group: 'Output', summary: 'print secrets as they are' },
  {
    name: 'color',
    value: 'WHEN',
    group: 'Output',
    summary: 'when to use colour',
    choices: ['auto', 'always', 'never'],
    default: 'auto, on a terminal without NO_COLOR',
  },
] as const satisfies readonly Flag[];

/** The output flag of the list of sources. */
export const sourcesOutputFlag = {
  name: 'output',
  short: 'o',
  value: 'FORMAT',
  group: 'Output',
  isCommon: true,
  summary: 'how the list is printed',
  choices: sourcesFormats,
  default: 'table',
} as const satisfies Flag;

/** The output flag of commands that print something only in a dry run. */
export const dryRunOutputFlag = {
  name: 'output',
  short: 'o',
  value: 'FORMAT',
  group: 'Output',
  summary: 'how --dry-run prints its result',
  choices: ['table', 'json'],
  default: 'table on a terminal, json into a pipe or file',
} as const satisfies Flag;
