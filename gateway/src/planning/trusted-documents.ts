import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

/** The text of a document by its id; undefined for an id that the application does not have. */
export type TrustedDocuments = (documentId: string) => string | undefined;

const FILE = 'trusted-documents.json';

const texts = z.record(z.string(), z.string());

/** The documents of the application in a folder, as the build that is there now lists them. */
export function trustedDocuments(root: string): TrustedDocuments {
  const file = join(root, FILE);
  let read = { changedAt: Number.NaN, documents: new Map<string, string>() };
  return (documentId) => {
    const { mtimeMs: changedAt = Number.NaN } = statSync(file, { throwIfNoEntry: false }) ?? {};
    // A file that is being replaced is read with the next request; until then its documents are those before.
    if (changedAt !== read.changedAt) read = { changedAt, documents: documentsIn(file) ?? read.documents };
    return read.documents.get(documentId);
  };
}

/** The texts of the documents in a folder. */
export function trustedTexts(root: string): string[] {
  return [...(documentsIn(join(root, FILE))?.values() ?? [])];
}

function documentsIn(file: string): Map<string, string> | undefined {
  try {
    return new Map(Object.entries(texts.parse(JSON.parse(readFileSync(file, 'utf8')))));
  } catch {
    return undefined;
  }
}
