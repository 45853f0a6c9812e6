/** The stream to which a writer writes: a socket, a file, or a buffer in a test. */
export interface Output {
  /** Writes the text; resolves when the stream can take more. */
  write(text: string | Uint8Array): Promise<void>;
}
