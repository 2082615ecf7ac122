/** The parts of a subgraph's answer that the gateway reads. */
export type SubgraphError = { message: string; path?: (string | number)[]; extensions: Record<string, unknown> };
export type SubgraphAnswer = {
  data: Record<string, unknown> | null;
  errors: SubgraphError[];
  /** The subgraph did not answer; the error is the gateway's. */
  isUnavailable: boolean;
};

/** One request to a subgraph, with its body as JSON text. */
export type SubgraphRequest = { body: string; isMutation: boolean };
