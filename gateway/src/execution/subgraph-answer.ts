/** The parts of a subgraph's answer that the gateway reads. */
export type SubgraphError = { message: string; path?: (string | number)[]; extensions: Record<string, unknown> };
export type SubgraphAnswer = { data: Record<string, unknown> | null; errors: SubgraphError[] };

/** One request to a subgraph. */
export type SubgraphRequest = { query: string; operationName: string | undefined; variables: Record<string, unknown> };
