/** The formats of `--output`, in the order in which help lists them. */
export const outputFormats = ['table', 'json', 'ndjson', 'csv', 'markdown'] as const;

/** A format in which events are printed. */
export type OutputFormat = (typeof outputFormats)[number];

/** The formats of a timeline. */
export const timelineFormats = [...outputFormats, 'svg', 'html'] as const;

/** A format in which a timeline is printed. */
export type TimelineFormat = (typeof timelineFormats)[number];

/** The formats of a summary. */
export const summaryFormats = ['text', 'markdown', 'json', 'html'] as const;

/** A format in which a summary is printed. */
export type SummaryFormat = (typeof summaryFormats)[number];

/** The formats of detections. */
export const detectionFormats = [...outputFormats, 'html', 'sarif'] as const;

/** A format in which detections are printed. */
export type DetectionFormat = (typeof detectionFormats)[number];

/** The formats of a list of sources. */
export const sourcesFormats = ['table', 'json'] as const;

/** The formats of a list of rules. */
export const ruleListFormats = ['table', 'json', 'csv', 'markdown'] as const;

/** The formats of the answer to who it was. */
export const whoFormats = ['text', 'json', 'html', 'svg', 'dot', 'mermaid'] as const;

/** A format in which the answer to who it was is printed. */
export type WhoFormat = (typeof whoFormats)[number];
