import type { NamedDocument } from './name-rules.ts';

/** A document to which another refers. */
export interface FoundDocument {
  readonly document: NamedDocument;
  /** Whether only the title agrees, which the specification does not provide for. */
  readonly byTitle: boolean;
}

/**
 * Returns a function that finds the document that a text refers to: by ID, by name, or by a title
 * that only one has. Documents of the same file are preferred.
 */
export function indexDocuments(
  documents: readonly NamedDocument[],
): (reference: string, file: string) => FoundDocument | undefined {
  const byId = groupBy(documents, ({ names }) => names?.id?.toLowerCase());
  const byOwnName = groupBy(documents, ({ ownName }) => ownName);
  const byName = groupBy(documents, ({ names }) => names?.name);
  const byTitle = groupBy(documents, ({ names }) => names?.title);
  return (reference, file) => {
    const found =
      byId.get(reference.toLowerCase()) ?? byOwnName.get(reference) ?? byName.get(reference);
    if (found) return { document: nearest(found, file), byTitle: false };
    const titled = byTitle.get(reference) ?? [];
    const inFile = titled.filter(({ names }) => names?.file === file);
    const [only, ...others] = inFile.length > 0 ? inFile : titled;
    return only && others.length === 0 ? { document: only, byTitle: true } : undefined;
  };
}

function groupBy(
  documents: readonly NamedDocument[],
  keyOf: (document: NamedDocument) => string | undefined,
): ReadonlyMap<string, readonly [NamedDocument, ...NamedDocument[]]> {
  const groups = new Map<string, [NamedDocument, ...NamedDocument[]]>();
  for (const document of documents) {
    const key = keyOf(document);
    if (key === undefined) continue;
    const group = groups.get(key);
    if (group) group.push(document);
    else groups.set(key, [document]);
  }
  return groups;
}

function nearest(found: readonly [NamedDocument, ...NamedDocument[]], file: string): NamedDocument {
  return found.find(({ names }) => names?.file === file) ?? found[0];
}
