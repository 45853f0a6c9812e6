/** What `--output` can be, in the order in which help lists it. */
export const outputFormats = ['table', 'json', 'ndjson', 'csv', 'markdown'] as const;

/** How events are printed. */
export type OutputFormat = (typeof outputFormats)[number];

/** The same for a timeline. */
export const timelineFormats = [...outputFormats, 'svg', 'html'] as const;

/** How a timeline is printed. */
export type TimelineFormat = (typeof timelineFormats)[number];

/** The same for a summary. */
export const summaryFormats = ['text', 'markdown', 'json', 'html'] as const;

/** How a summary is printed. */
export type SummaryFormat = (typeof summaryFormats)[number];
