import type { DocumentNode } from 'graphql';
import type { BoundedStore } from './bounded-store.js';
import type { LeanDocument } from './lean-document.js';

/** Parsed and validated documents, kept for the requests that bring them again. */
export type AcceptedDocuments = {
  /** As Apollo Server asks for it. It stores what validation accepts; nothing is kept before it is accepted whole. */
  store: {
    get(key: string): Promise<DocumentNode | undefined>;
    set(key: string, document: DocumentNode): Promise<void>;
    delete(key: string): Promise<boolean>;
  };
  /** Whether a document came for the first time, or again after it was forgotten. */
  isNew(document: DocumentNode): boolean;
  /** The document passed every check: from now on it is kept. */
  accept(document: DocumentNode, lean: LeanDocument): void;
};

/** Keeps what was accepted; what is refused after validation is forgotten with its request. */
export function acceptedDocuments(kept: BoundedStore<DocumentNode>): AcceptedDocuments {
  const keys = new WeakMap<DocumentNode, string>();
  return {
    store: {
      get: async (key) => kept.get(key),
      set: async (key, document) => void keys.set(document, key),
      delete: async () => false,
    },
    isNew: (document) => keys.has(document),
    accept(document, { document: lean, bytes }) {
      const key = keys.get(document);
      if (key === undefined) return;
      keys.delete(document);
      kept.set(key, lean, bytes);
    },
  };
}
