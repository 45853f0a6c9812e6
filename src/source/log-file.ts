/** One thing to read events from. Plain data: whoever reads it opens it. */
export interface LogFile {
  /** As the user knows it: a path, or `-` for standard input. */
  readonly name: string;
  readonly kind: 'path' | 'stdin';
  /** Whether the user named it, rather than a folder that holds it. */
  readonly named: boolean;
}
