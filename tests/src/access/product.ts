import { internalTokens } from '@app/gateway/caller/internal-tokens';
import { startGateway } from '@app/gateway/server';
import { readDemonstration } from '@app/sign-in-provider/demonstration';
import { demonstrationFile } from '@app/stack/environment';
import { systemClock } from '@app/subgraph-kit/processes/clock';
import { createLog } from '@app/subgraph-kit/processes/log';
import { expectNoErrors, type GraphqlClient, graphqlClient } from '@app/test-kit/graphql-client';
import pg from 'pg';
import { startDemonstrationStack } from '../journeys/demonstration-stack.js';
import { stackKeys } from '../journeys/stack-keys.js';
import { AUDIENCE, startWorkIssuer } from '../model/system/work-issuer.js';
import { type Column, columns, OURS, THEIRS } from './callers.js';
import type { SERVICES } from './table.js';

/** The product with a gateway that knows any caller of the matrix. */
export type Product = Awaited<ReturnType<typeof startProduct>>;

/** Starts a gateway with an issuer of the test before the services of the demonstration. */
export async function startProduct() {
  const stack = await startDemonstrationStack();
  const keys = await stackKeys();
  const world = readDemonstration(demonstrationFile);
  const issuer = await startWorkIssuer(systemClock);
  const log = createLog('matrix');
  log.level = 'silent';
  const gateway = await startGateway(
    {
      ...{ production: false, port: 0, publicUrl: stack.gatewayUrl, frontendOrigins: [stack.gatewayUrl] },
      ...{ workIssuer: issuer.issuer, workDiscoveryUrl: issuer.issuer, workAudience: AUDIENCE },
      ...{ platformTenantId: world.platformTenantId, subgraphs: stack.serviceUrls },
      ...{ internalSigningKey: keys.INTERNAL_SIGNING_KEY, rateLimitPerMinute: 0, trustedProxies: [], metricsPort: 0 },
      ...{ execution: 'compiled', consoleUrl: undefined, web: undefined },
    },
    { log, host: '127.0.0.1' },
  );
  const tokens = await internalTokens(keys.INTERNAL_SIGNING_KEY, systemClock);
  const people = chosenPeople(world);
  await makeAdministrators(stack.adminUrl, [
    people('a deactivated GLOBAL_ADMIN').id,
    people('a deleted GLOBAL_ADMIN').id,
  ]);
  const callers = columns((name) => people(name).id);

  const claimsOf = ({ name, caller }: Column): Record<string, unknown> | undefined => {
    const tenantOf = (organizationId: string) => world.organizations.find(({ id }) => id === organizationId)?.tenantId;
    if (caller.kind === 'anonymous') return undefined;
    if (caller.kind === 'machine' || caller.kind === 'operator') {
      const tid = caller.kind === 'machine' ? tenantOf(caller.organizationId) : world.platformTenantId;
      return { tid, oid: 'matrix', idtyp: 'app', azp: 'matrix', roles: caller.permissions };
    }
    const [stranger] = world.unknownAccounts;
    const { email, objectId, organizationId } =
      name === 'an unknown account' && stranger ? { ...stranger, organizationId: '' } : people(name);
    const tid = tenantOf(organizationId) ?? stranger?.tenantId;
    const act = caller.kind === 'person' && caller.delegated ? { act: { sub: 'another party' } } : {};
    return { tid, oid: objectId, preferred_username: email, scp: 'access_as_user', azp: 'matrix', ...act };
  };

  return {
    callers,
    stack,
    userId: people('the person').id,
    invitedId: people('an invited person').id,
    /** A client of the gateway. */
    asks: async (column: Column): Promise<GraphqlClient> => {
      const claims = claimsOf(column);
      return graphqlClient(`${gateway.url}/graphql`, claims && (await issuer.sign(claims)));
    },
    /** A client of a service, with the identity token that the gateway would send. */
    asksService: async ({ caller }: Column, service: (typeof SERVICES)[number]): Promise<GraphqlClient> =>
      graphqlClient(`${stack.serviceUrls[service]}/graphql`, await tokens.ofCaller(caller, service)),
    stop: async (): Promise<void> => {
      await gateway.stop();
      await issuer.stop();
      await stack.stop();
    },
  };
}

/** A user of the demonstration for each name of a caller. */
function chosenPeople({ people, associations, achievements }: ReturnType<typeof readDemonstration>) {
  const isLinked = (id: string) =>
    associations.some(
      ({ personId, endedDaysAgo, source, profileId }) =>
        personId === id &&
        endedDaysAgo === null &&
        source === 'MICROSOFT_LEARN' &&
        achievements.some((one) => one.profileId === profileId),
    );
  const ours = people.filter(({ organizationId }) => organizationId === OURS);
  const active = ours.filter((one) => one.deactivatedDaysAgo === undefined && one.firstSignedInDaysAgo !== null);
  const plain = active.filter(({ roles }) => roles.length === 0);
  const person = plain.find(({ id }) => isLinked(id));
  return (name: string) => {
    const found = {
      'the person': person,
      'a client with a delegated token of the person': person,
      'a colleague': plain.find(({ id }) => id !== person?.id),
      'a deactivated GLOBAL_ADMIN': ours.find(
        (one) => one.deactivatedDaysAgo !== undefined && one.deletedDaysAgo === undefined,
      ),
      'an invited person': ours.find(
        (one) => one.firstSignedInDaysAgo === null && one.deactivatedDaysAgo === undefined,
      ),
      'a deleted GLOBAL_ADMIN': ours.find((one) => one.deletedDaysAgo !== undefined),
      'a GLOBAL_ADMIN elsewhere': people.find(
        (one) => one.organizationId === THEIRS && one.roles.includes('GLOBAL_ADMIN'),
      ),
    }[name];
    const chosen = found ?? active.find(({ roles }) => roles.some((role) => role === name));
    if (chosen === undefined) throw new Error(`The demonstration lacks a user for: ${name}.`);
    return chosen;
  };
}

/** Roles that a user without access had. */
async function makeAdministrators(adminUrl: string, userIds: readonly string[]): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  const { rowCount } = await client.query(
    `UPDATE identity.user_account SET roles = '{GLOBAL_ADMIN}', granted_roles = '{GLOBAL_ADMIN}' WHERE id = ANY ($1)`,
    [userIds],
  );
  await client.end();
  expect(rowCount).toBe(userIds.length);
}

/** Makes what the demonstration does not have; returns the ids as values of arguments. */
export async function furnish(product: Product): Promise<Record<string, string>> {
  const admin = await product.asks(product.callers.find(({ name }) => name === 'GLOBAL_ADMIN') as Column);
  const make = async (mutation: string, input: object, selection: string): Promise<string> => {
    const type = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}`;
    const answer = await admin.execute<{ made: Record<string, { id: string }> }>(
      `mutation ($input: ${type}Input!) { made: ${mutation}(input: $input) { ... on ${type}Success { ${selection} { id } } } }`,
      { input: { organizationId: OURS, ...input } },
    );
    const id = expectNoErrors(answer).made[selection]?.id;
    if (id === undefined) throw new Error(`${mutation} made nothing: ${JSON.stringify(answer.data)}`);
    return id;
  };
  const file = { dataset: 'SKILLS_REPORT', format: 'CSV' };
  const exportId = await make('requestExport', file, 'export');
  const feedId = await make('createExportFeed', { ...file, label: 'Matrix' }, 'feed');
  const webhookId = await make('registerWebhook', { label: 'Matrix', url: 'http://localhost:8080/matrix' }, 'webhook');
  const scimTokenId = await make('issueScimToken', { label: 'Matrix' }, 'scimToken');
  const scimClientId = await make('issueScimClient', { label: 'Matrix' }, 'scimClient');
  const person = await product.asks(product.callers.find(({ name }) => name === 'the person') as Column);
  expectNoErrors(await person.execute('mutation { createCalendarFeed { __typename } }'));
  return { exportId, feedId, exportFeedId: feedId, webhookId, scimTokenId, scimClientId };
}
