import type { DocumentNode } from 'graphql';

/** What a node takes in memory, with its names; measured with a forced collection. */
const NODE_BYTES = 130;

/** A document as it is kept: without places in its text, through which it would hold every token and the text itself. */
export type LeanDocument = { document: DocumentNode; bytes: number };

/** A copy of a document without places. */
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
