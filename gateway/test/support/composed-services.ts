import { buildSubgraphSchema } from '@apollo/subgraph';
import { type GraphQLFieldResolver, parse } from 'graphql';
import { composeSupergraph } from '../../src/compose.js';
import { startTestSubgraph, type TestSubgraph } from './test-subgraph.js';
import { startTestWorld } from './test-world.js';

type Resolver = GraphQLFieldResolver<never, never> | ((reference: never) => unknown);
/** A service: its types, without the link to the federation, and what answers their fields. */
export type Service = { sdl: string; resolvers: Record<string, Record<string, Resolver>> };

export type ComposedServices = {
  ask(source: string): ReturnType<ReturnType<Gateway['client']['as']>['execute']>;
  /** The requests that a service received since `forget`: their documents and representations. */
  received(service: string): { query: string; representations: unknown }[];
  forget(): void;
  stop(): Promise<void>;
};
type Gateway = Awaited<ReturnType<Awaited<ReturnType<typeof startTestWorld>>['gateway']>>;

const LINK = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.5",
  import: ["@key", "@shareable", "@external", "@requires", "@interfaceObject"])`;

/** A gateway over services of a test, with all that federation allows. */
export async function startComposedServices(services: Readonly<Record<string, Service>>): Promise<ComposedServices> {
  const world = await startTestWorld();
  const subgraphs = new Map<string, TestSubgraph>();
  const sdlOf = ({ sdl }: Service) => `${LINK}\n${sdl}`;
  for (const [name, service] of Object.entries(services)) {
    const schema = buildSubgraphSchema([{ typeDefs: parse(sdlOf(service)), resolvers: service.resolvers as never }]);
    const subgraph = await startTestSubgraph({ name, sdl: '', schema, verifyKey: world.keys.verifyKey });
    subgraphs.set(name, subgraph);
  }
  const supergraph = composeSupergraph(
    Object.fromEntries(Object.entries(services).map(([name, service]) => [name, sdlOf(service)])),
  );
  const urls = Object.fromEntries([...subgraphs].map(([name, { url }]) => [name, url]));
  // Callers are looked up at identity, which is none of these services.
  const gateway = await world.gateway({ subgraphs: { identity: world.identity.url, ...urls } }, supergraph);
  const token = await world.issuer.person('anna');
  return {
    ask: (source) => gateway.client.as(token).execute(source),
    received: (service) =>
      (subgraphs.get(service)?.received ?? []).map(({ query, variables: { representations } }) => ({
        query,
        representations,
      })),
    forget: () => {
      for (const subgraph of subgraphs.values()) subgraph.received.length = 0;
    },
    stop: async () => {
      await world.stop();
      await Promise.all([...subgraphs.values()].map((subgraph) => subgraph.stop()));
    },
  };
}
