import type { Contestant } from './contestant.js';
import type { Operation } from './operations.js';
import type { World } from './world.js';

/** Requests that go on until they are stopped. */
export type MixedLoad = {
  /** What was sent since the last question. */
  sent(): { requests: number; newDocuments: number };
  /** Rejects with the first request that fails. */
  failed: Promise<never>;
  stop(): Promise<void>;
};

/** Tokens that are signed at once. */
const TOKENS = 200;
/** One request in so many sends a document that was never sent before, so that the caches fill and discard. */
const NEW_DOCUMENT_EVERY = 20;

/** Sends all operations in turn, each request with a token of its own. */
export function mixedLoad(
  world: World,
  contestant: Contestant,
  operations: readonly Operation[],
  { callers, signal }: { callers: number; signal: AbortSignal },
): MixedLoad {
  let [count, requests, newDocuments, stopping] = [0, 0, 0, false];

  async function caller(): Promise<void> {
    let authorizations: string[] = [];
    while (!stopping && !signal.aborted) {
      if (authorizations.length === 0) authorizations = await world.issuer.authorizations(TOKENS);
      const nth = count++;
      const operation = operations[nth % operations.length];
      if (operation === undefined) return;
      const isNew = nth % NEW_DOCUMENT_EVERY === 0;
      await contestant.ask(isNew ? anew(operation, nth) : operation, authorizations.pop() ?? '');
      requests++;
      if (isNew) newDocuments++;
    }
  }

  const running = Promise.all(Array.from({ length: callers }, caller));
  const failed = running.then(() => new Promise<never>(() => undefined));
  failed.catch(() => undefined);
  return {
    sent() {
      const sent = { requests, newDocuments };
      [requests, newDocuments] = [0, 0];
      return sent;
    },
    failed,
    async stop() {
      stopping = true;
      await running;
    },
  };
}

/** The operation as a document of its own: a comment makes another text of it. */
function anew({ body, ...operation }: Operation, nth: number): Operation {
  const { query } = JSON.parse(body) as { query: string };
  return { ...operation, body: JSON.stringify({ query: `# ${nth}\n${query}` }) };
}
