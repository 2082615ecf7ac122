import type { Caller } from '@app/subgraph-kit/callers/caller';
import { traceHeaders } from '@app/subgraph-kit/tracing/tracer';

/** The state of one operation; Apollo's context value. */
export type OperationScope = {
  requestId: string;
  /** W3C trace context for the subgraphs: the client's, or a new one. */
  traceparent: string;
  caller: Caller;
  /** When the whole request must be answered, on the monotonic clock. */
  deadline: number;
  /** The caller's token for a subgraph: signed once, whatever the number of fetches. */
  identityToken(subgraph: string): Promise<string>;
  /** The number of requests to subgraphs. An object, because Apollo Server copies the scope. */
  counted: { fetches: number };
};

const TRACEPARENT = /^(?!ff)[0-9a-f]{2}-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}$/;

/** The trace that the gateway records; without one, the client's, if it sent one; otherwise a trace named after the request. */
export function traceOf(header: string | string[] | undefined, requestId: string): string {
  const { traceparent } = traceHeaders();
  if (traceparent !== undefined) return traceparent;
  if (typeof header === 'string' && TRACEPARENT.test(header)) return header;
  const digits = requestId.replaceAll('-', '');
  return `00-${digits}-${digits.slice(16)}-01`;
}

/** One signature per subgraph and operation. */
export function identityTokens(sign: (subgraph: string) => Promise<string>): (subgraph: string) => Promise<string> {
  const tokens = new Map<string, Promise<string>>();
  return (subgraph) => {
    const signed = tokens.get(subgraph) ?? sign(subgraph);
    tokens.set(subgraph, signed);
    return signed;
  };
}
