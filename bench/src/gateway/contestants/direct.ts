import type { Caller } from '@app/subgraph-kit/callers/caller';
import { clientOf } from '../client.js';
import type { Contestant } from '../contestant.js';
import type { Fetch } from '../recorded-subgraphs.js';
import { identityOfRequests } from './identity-of-request.js';

/** The requests that the product's gateway makes for an operation, by the name of the operation. */
export type RecordedFetches = ReadonlyMap<string, readonly Fetch[]>;

/**
 * Sends the requests that the product's gateway made for an operation, without a gateway: those that were under way
 * together at once, one group after the other. What remains is the work of the services.
 */
export async function direct(
  fetches: RecordedFetches,
  { subgraphs, ...identity }: { subgraphs: Readonly<Record<string, string>>; signingKey: string; caller: Caller },
): Promise<Contestant> {
  const identityOf = await identityOfRequests(identity);
  const clients = new Map(Object.entries(subgraphs).map(([name, url]) => [name, clientOf(`${url}/graphql`)]));
  return {
    name: 'direct',
    pid: undefined,
    answers: false,
    async ask(operation) {
      const waves = wavesOf(fetches.get(operation.name) ?? []);
      if (waves.length === 0) throw new Error('no service is asked');
      const headersTo = identityOf();
      const send = async ({ subgraph, body }: Fetch) => clients.get(subgraph)?.post(body, await headersTo(subgraph));
      for (const wave of waves) await Promise.all(wave.map(send));
      return Buffer.of();
    },
    stop: async () => {
      for (const client of clients.values()) client.close();
    },
  };
}

function wavesOf(fetches: readonly Fetch[]): Fetch[][] {
  return [...Map.groupBy(fetches, ({ wave }) => wave).values()];
}
