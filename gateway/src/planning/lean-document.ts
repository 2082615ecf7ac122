import type { DocumentNode } from 'graphql';

/** Memory of a node with its names; measured with a forced collection. */
const NODE_BYTES = 130;

/** A document without locations, which would keep every token and the text in memory. */
export type LeanDocument = { document: DocumentNode; bytes: number };

/** Copies a document without locations. */
export function leanDocument(document: DocumentNode): LeanDocument {
  let nodes = 0;
  let characters = 0;
  function copy(value: unknown): unknown {
    if (typeof value === 'string') characters += value.length;
    if (typeof value !== 'object' || value === null) return value;
    if (Array.isArray(value)) return value.map(copy);
    nodes++;
    const lean: Record<string, unknown> = {};
    for (const [key, member] of Object.entries(value)) if (key !== 'loc') lean[key] = copy(member);
    return lean;
  }
  return { document: copy(document) as DocumentNode, bytes: nodes * NODE_BYTES + characters };
}
