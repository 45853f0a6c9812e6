/** The stream that a writer writes to: a socket, a file, a buffer of a test. */
export interface Output {
  /** Resolves when the stream can take more. */
  write(text: string | Uint8Array): Promise<void>;
}
