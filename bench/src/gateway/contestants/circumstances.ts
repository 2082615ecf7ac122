import { createRequire } from 'node:module';
import type { Caller } from '@app/subgraph-kit/callers/caller';

/** What a contestant knows when it starts. */
export type Circumstances = {
  /** The addresses of the services, by their names in the supergraph. */
  subgraphs: Readonly<Record<string, string>>;
  /** The supergraph with these addresses. */
  supergraph: string;
  /** JWK text of the key that signs identity tokens. */
  signingKey: string;
  /** The caller of all operations, for contestants that verify no token. */
  caller: Caller;
  /** Settings of the product's gateway. */
  gatewaySettings: Readonly<Record<string, string>>;
  /** Settings of the product's services. */
  serviceSettings: Readonly<Record<string, string>>;
  /** The folder in which other gateways are installed. */
  peers: string;
};

/** Runs this process as a contestant: starts with the first message, answers with its address, and ends with the bench. */
export function contestant(start: (circumstances: Circumstances) => Promise<string>): void {
  process.on('disconnect', () => process.exit());
  process.once('message', (circumstances: Circumstances) => {
    start(circumstances).then(
      (url) => process.send?.({ url }),
      (error: unknown) => process.send?.({ fault: error instanceof Error ? error.stack : String(error) }),
    );
  });
}

/** Loads a library of another gateway. It is no dependency, so that its own types are not there: `Library` states what is used. */
export function peerLibrary<Library>({ peers }: Pick<Circumstances, 'peers'>, name: string): Library {
  return createRequire(`${peers}/`)(name) as Library;
}
