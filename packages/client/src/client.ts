import { mutationOf, operationOf, type TypedDocument } from './document.js';
import { KEYED_MUTATIONS } from './keyed-mutations.js';
import { type Fault, type Outcome, RenewalRejected } from './outcome.js';
import { outcomeOf, unreachable } from './read-response.js';

/** How a client proves who calls: see `clientCredentials` and `browserSession`. */
export type Credentials = {
  /** Headers of each request. */
  headers(): Promise<Record<string, string>> | Record<string, string>;
  /**
   * After a 401: whether another attempt can succeed. Rejects when that is not known, as the issuer does not answer: with
   * `RenewalRejected` where the reason is known.
   */
  renew(): Promise<boolean>;
};

/** Where the API is and how it is called. */
export type ClientOptions = {
  /** Address of the API, with `/graphql`. */
  readonly url: string;
  readonly credentials: Credentials;
  /** Milliseconds before each repetition after a dropped connection or a 503. */
  readonly pauses?: readonly number[];
  readonly fetch?: typeof fetch;
};

/** Options of one operation. An aborted operation rejects with the reason of the signal. */
export type SendOptions = { readonly signal?: AbortSignal };

/** Sends operations and reports what came of them. */
export type Client = {
  send<Result, Variables>(
    document: TypedDocument<Result, Variables>,
    variables: Variables,
    options?: SendOptions,
  ): Promise<Outcome<Result>>;
};

/**
 * A client of the API. A dropped connection and a 503 are repeated for queries, and for mutations that take an
 * idempotency key: all attempts send the same key. Other mutations are sent once.
 */
export function createClient(options: ClientOptions): Client {
  const { url, credentials, pauses = [300, 1_200] } = options;
  const fetchNow = options.fetch ?? globalThis.fetch.bind(globalThis);

  async function send<Result, Variables>(
    document: TypedDocument<Result, Variables>,
    variables: Variables,
    { signal }: SendOptions = {},
  ): Promise<Outcome<Result>> {
    const mutation = mutationOf(document);
    const keyed = mutation !== undefined && KEYED_MUTATIONS.has(mutation);
    const body = JSON.stringify({
      ...operationOf(document),
      variables: keyed ? withKey(variables as InputVariables) : variables,
    });
    const left = mutation === undefined || keyed ? [...pauses] : [];
    let renewed = false;
    for (;;) {
      const outcome = await attempt<Result>(body, signal);
      if (outcome.ok) return outcome;
      if (outcome.kind === 'unauthenticated' && !renewed) {
        renewed = true;
        const renewal = await credentials.renew().catch(notRenewed);
        if (renewal === true) continue;
        if (renewal !== false) return renewal;
      }
      const pause = outcome.kind === 'unreachable' || outcome.kind === 'unavailable' ? left.shift() : undefined;
      if (pause === undefined) return outcome;
      await sleep(Math.max(pause, 1_000 * Math.min(outcome.retryAfterSeconds ?? 0, 10)), signal);
    }
  }

  async function attempt<Result>(body: string, signal: AbortSignal | undefined): Promise<Outcome<Result>> {
    try {
      const headers = { 'content-type': 'application/json', ...(await credentials.headers()) };
      const response = await fetchNow(url, { method: 'POST', headers, body, signal: signal ?? null });
      return outcomeOf<Result>(response, await response.text());
    } catch (error) {
      signal?.throwIfAborted();
      return unreachable(error);
    }
  }

  return { send };
}

function notRenewed(error: unknown): Fault {
  return error instanceof RenewalRejected ? error.fault : unreachable(error);
}

type InputVariables = { readonly input: { readonly idempotencyKey?: string | null } };

function withKey(variables: InputVariables): InputVariables {
  return { ...variables, input: { ...variables.input, idempotencyKey: variables.input.idempotencyKey ?? randomKey() } };
}

/** `crypto.randomUUID` is missing on pages without https. */
function randomKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

async function sleep(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  await new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
    signal?.addEventListener('abort', resolve);
  });
  signal?.throwIfAborted();
}
