import type { DocumentNode } from 'graphql';
import type { BoundedStore } from './bounded-store.js';
import type { LeanDocument } from './lean-document.js';

/** Parsed and validated documents, cached for later requests. */
export type AcceptedDocuments = {
  /**
   * The store that Apollo Server expects. It stores validated documents; a document is cached only after every check.
   */
  store: {
    get(key: string): Promise<DocumentNode | undefined>;
    set(key: string, document: DocumentNode): Promise<void>;
    delete(key: string): Promise<boolean>;
  };
  /** Whether a document is not cached. */
  isNew(document: DocumentNode): boolean;
  /** Caches a document that passed every check. */
  accept(document: DocumentNode, lean: LeanDocument): void;
};

/** Caches accepted documents; a document that is rejected after validation is forgotten with its request. */
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
