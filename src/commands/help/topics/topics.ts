import type { Page } from '../page.ts';

/** A subject that several commands share, explained on its own help page. */
export interface Topic {
  readonly name: string;
  /** Other words under which the page is found. */
  readonly aliases: readonly string[];
  /** One line for the list of topics. */
  readonly summary: string;
  /** Loads the page, which may need much code. */
  load(): Promise<Page>;
}

/** All topics, in the order of the help. */
export const topics: readonly Topic[] = [
  {
    name: 'sources',
    aliases: ['archives', 'files', 'history', 's3', 'trails'],
    summary: 'files, folders, trails in S3, the Event history, and the access needed',
    load: async () => (await import('./sources-page.ts')).sourcesPage,
  },
  {
    name: 'config-file',
    aliases: ['accounts', 'defaults'],
    summary: 'the config file: named sources and defaults',
    load: async () => (await import('./config-page.ts')).configPage,
  },
  {
    name: 'where',
    aliases: ['filter', 'filters', 'patterns'],
    summary: 'patterns for --where, as in CloudWatch Logs',
    load: async () => (await import('./where-page.ts')).wherePage,
  },
  {
    name: 'sigma',
    aliases: ['correlations', 'detections', 'modifiers', 'rule'],
    summary: 'what Sigma rules can have, for detect and rules',
    load: async () => (await import('./sigma-page.ts')).sigmaPage,
  },
  {
    name: 'time',
    aliases: ['dates', 'zones'],
    summary: 'ways to write a time, a duration and a zone',
    load: async () => (await import('./time-page.ts')).timePage,
  },
  {
    name: 'fields',
    aliases: ['attributes', 'by', 'columns', 'paths', 'what'],
    summary: 'attributes and field paths, for --columns and --by',
    load: async () => (await import('./fields-page.ts')).fieldsPage,
  },
  {
    name: 'services',
    aliases: ['service'],
    summary: 'the names of services, for --service',
    load: async () => (await import('./services-page.ts')).servicesPage,
  },
  {
    name: 'output',
    aliases: ['csv', 'formats', 'json', 'markdown', 'table'],
    summary: 'output formats and when to use them',
    load: async () => (await import('./output-page.ts')).outputPage,
  },
  {
    name: 'exit-codes',
    aliases: ['errors', 'exit'],
    summary: 'what the exit code means',
    load: async () => (await import('./exit-codes-page.ts')).exitCodesPage,
  },
];

/** Returns the topic with this name or alias. */
export function findTopic(word: string): Topic | undefined {
  return topics.find(({ name, aliases }) => name === word || aliases.includes(word));
}
