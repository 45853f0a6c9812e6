/** What `--output` can be, in the order in which help lists it. */
export const outputFormats = ['table', 'json', 'ndjson', 'csv', 'markdown'] as const;

/** How events are printed. */
export type OutputFormat = (typeof outputFormats)[number];
