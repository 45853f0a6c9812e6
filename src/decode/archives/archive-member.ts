/** A file in an archive. */
export type ArchiveMember =
  /** `bytes` reads the content, once. */
  | {
      readonly kind: 'file';
      readonly name: string;
      readonly bytes: () => AsyncGenerator<Uint8Array>;
    }
  | {
      readonly kind: 'unreadable';
      readonly name: string;
      readonly reason: string;
      readonly advice: string;
    };
