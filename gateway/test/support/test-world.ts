import { createLog } from '@app/subgraph-kit/processes/log';
import { type GraphqlClient, graphqlClient } from '@app/test-kit/graphql-client';
import { type TestIdentityKeys, testIdentityKeys } from '@app/test-kit/identity-tokens';
import { GraphQLError } from 'graphql';
import { composeSupergraph } from '../../src/compose.js';
import type { GatewaySettings } from '../../src/environment.js';
import { startGateway } from '../../src/server.js';
import { AUDIENCE, PLATFORM_TENANT, startTestIssuer, type TestIssuer } from './test-issuer.js';
import { startTestSubgraph, type TestSubgraph } from './test-subgraph.js';

export const ORGANIZATION = '01989001-dc96-7467-9a90-09ad731033ff';
const USERS = ['01989011-0000-7000-8000-000000000001', '01989011-0000-7000-8000-000000000002'];
/** Each of the two people twice: an answer in which entities are repeated. */
const MEMBERS = [USERS[0], USERS[1], USERS[0], USERS[1]].map((id) => ({ __typename: 'User', id }));

const IDENTITY_SDL = `
  scalar DateTime
  type Query { viewer: User callerOrganization: Organization user(id: ID!): User at(when: DateTime!): String echo(text: String!): String broken: String hidden: String share(of: Float! = 1): Float }
  type Mutation { rename(name: String!): User inviteUser(input: InviteInput!): User }
  input InviteInput { email: String! roles: [Role!] = [] first: Int }
  enum Role { GLOBAL_ADMIN REPORT_VIEWER }
  type User @key(fields: "id") { id: ID! displayName: String! organization: Organization colleague: User }
  type Organization @key(fields: "id") { id: ID! name: String! members: [User!]! }
`;
const ASSOCIATION_SDL = `
  type User @key(fields: "id") { id: ID! activeAssociation: Association }
  type Association { profileId: String! tags: [String!]! detail: Detail }
  type Detail { level: Int }
  type Query { pending(flow: ID!): String }
`;
const CREDITS_SDL = `
  type User @key(fields: "id") { id: ID! credits: [Credit!] }
  type Credit { title: String! }
  type Organization @key(fields: "id") { id: ID! designations: [String!] }
  type Query { catalog: [String!] }
`;

export type TestWorld = {
  issuer: TestIssuer;
  keys: TestIdentityKeys;
  identity: TestSubgraph;
  association: TestSubgraph;
  credits: TestSubgraph;
  supergraph: string;
  settings: GatewaySettings;
  /** The accounts that identity was asked for, and its answer. */
  lookups: unknown[];
  answerLookups(how: (account: { objectId: string; machine: boolean }) => unknown): void;
  gateway(changes?: Partial<GatewaySettings>, ofSupergraph?: string): Promise<TestGateway>;
  stop(): Promise<void>;
};
export type TestGateway = { url: string; client: GraphqlClient; stop(): Promise<void> };

/** Issuer and three subgraphs; tests start gateways over them. */
export async function startTestWorld(options: { template?: boolean; tenant?: string } = {}): Promise<TestWorld> {
  const keys = await testIdentityKeys();
  const { verifyKey } = keys;
  const issuer = await startTestIssuer(options);
  const user = (id: string) => ({ __typename: 'User', id, displayName: `Person ${id.slice(-1)}` });
  const organization = {
    __typename: 'Organization',
    id: ORGANIZATION,
    name: 'Contoso',
    members: MEMBERS.map(({ id }) => user(String(id))),
  };
  const identity = await startTestSubgraph({
    name: 'identity',
    sdl: IDENTITY_SDL,
    verifyKey,
    resolvers: {
      Query: {
        viewer: (_: unknown, __: unknown, { caller }: { caller: { kind: string; userId?: string } }) =>
          caller.kind === 'person' ? user(String(caller.userId)) : null,
        callerOrganization: () => organization,
        user: (_: unknown, { id }: { id: string }) => user(id),
        at: (_: unknown, { when }: { when: string }) => when,
        echo: (_: unknown, { text }: { text: string }) => text,
        broken: () => {
          throw new Error('relation "secret_table" does not exist at 10.0.0.1');
        },
        hidden: () => {
          throw new GraphQLError('Not for you.', { extensions: { code: 'FORBIDDEN', table: 'secret_table' } });
        },
      },
      Mutation: { rename: () => user(String(USERS[0])), inviteUser: () => user(String(USERS[1])) },
      User: { organization: () => organization, __resolveReference: ({ id }: { id: string }) => user(id) },
      Organization: { __resolveReference: () => organization },
    },
  });
  const association = await startTestSubgraph({
    name: 'association',
    sdl: ASSOCIATION_SDL,
    verifyKey,
    resolvers: {
      Query: { pending: () => 'pending' },
      User: {
        __resolveReference: ({ id }: { id: string }) => ({ __typename: 'User', id }),
        activeAssociation: ({ id }: { id: string }) => ({
          profileId: `profile-${id.slice(-1)}`,
          tags: ['a'],
          detail: { level: 1 },
        }),
      },
    },
  });
  const credits = await startTestSubgraph({
    name: 'credits',
    sdl: CREDITS_SDL,
    verifyKey,
    resolvers: {
      Query: { catalog: () => ['AZ-104'] },
      User: {
        __resolveReference: ({ id }: { id: string }) => ({ __typename: 'User', id }),
        credits: () => [{ title: 'Azure Administrator' }],
      },
      Organization: {
        __resolveReference: ({ id }: { id: string }) => ({ __typename: 'Organization', id }),
        designations: () => ['infrastructure'],
      },
    },
  });

  const lookups: unknown[] = [];
  let lookup: (account: { objectId: string; machine: boolean }) => unknown = ({ machine }) =>
    machine
      ? { caller: 'organization', organizationId: ORGANIZATION }
      : { caller: 'user', userId: USERS[0], organizationId: ORGANIZATION, roles: ['GLOBAL_ADMIN'] };
  identity.serve((request, response, body) => {
    if (request.url !== '/callers') return void response.writeHead(404).end();
    const account = JSON.parse(body) as { objectId: string; machine: boolean };
    lookups.push(account);
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(lookup(account)));
  });

  const supergraph = composeSupergraph({ identity: identity.sdl, association: association.sdl, credits: credits.sdl });
  const settings: GatewaySettings = {
    production: false,
    port: 0,
    publicUrl: 'http://localhost:4000',
    workIssuer: issuer.issuer,
    workAudience: AUDIENCE,
    workDiscoveryUrl: issuer.discoveryUrl,
    platformTenantId: PLATFORM_TENANT,
    frontendOrigins: ['http://localhost:5173'],
    subgraphs: { identity: identity.url, association: association.url, credits: credits.url },
    internalSigningKey: keys.signingKeyJwk,
    rateLimitPerMinute: 0,
    metricsPort: 0,
    execution: 'compiled',
    trustedProxies: [],
    consoleUrl: undefined,
    web: undefined,
  };
  const log = createLog('gateway');
  log.level = 'silent';
  const started: TestGateway[] = [];
  return {
    issuer,
    keys,
    identity,
    association,
    credits,
    supergraph,
    settings,
    lookups,
    answerLookups: (how) => {
      lookup = how;
    },
    gateway: async (changes = {}, ofSupergraph = supergraph) => {
      const gateway = await startGateway(
        { ...settings, ...changes },
        { supergraph: ofSupergraph, log, host: '127.0.0.1' },
      );
      const running = { url: gateway.url, client: graphqlClient(`${gateway.url}/graphql`), stop: gateway.stop };
      started.push(running);
      return running;
    },
    stop: async () => {
      await Promise.all(started.map((gateway) => gateway.stop()));
      await Promise.all([issuer, identity, association, credits].map((part) => part.stop()));
    },
  };
}
