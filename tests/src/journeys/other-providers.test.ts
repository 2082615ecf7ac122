import { accountsOf } from '@app/sign-in-provider/accounts';
import { LEARN_CLIENT, UNIVERSITY_CLIENT } from '@app/sign-in-provider/clients';
import { readDemonstration } from '@app/sign-in-provider/demonstration';
import { startSignInProvider } from '@app/sign-in-provider/start';
import type { Stack } from '@app/stack/stack';
import { errorCode, expectNoErrors, graphqlClient } from '@app/test-kit/graphql-client';
import { REPOSITORY } from '../repository.js';
import { startEmptyStack } from './demonstration-stack.js';
import { eventually, link } from './people.js';

const PLATFORM = '5a3c1f52-0d8e-4b7f-9b57-2f1c6f0f9a01';
const TENANT = '5a3c1f52-0d8e-4b7f-9b57-2f1c6f0f9a02';

describe('issuers of other providers', () => {
  let stack: Stack;
  let provider: Awaited<ReturnType<typeof startSignInProvider>>;

  beforeAll(async () => {
    const world = readDemonstration(`${REPOSITORY}/development/demonstration/demonstration.json`);
    const accounts = accountsOf({
      ...world,
      platformTenantId: PLATFORM,
      machines: [
        {
          clientId: 'their-operator',
          clientSecret: 'their-secret',
          tenantId: PLATFORM,
          objectId: crypto.randomUUID(),
          permissions: ['organizations:write', 'achievements:write'],
        },
      ],
      people: [],
      unknownAccounts: [
        {
          email: 'ines@fabrikam.example',
          displayName: 'Ines Duarte',
          tenantId: TENANT,
          objectId: crypto.randomUUID(),
          note: 'of another provider',
        },
      ],
      learningAccounts: [
        {
          source: 'MICROSOFT_LEARN',
          login: 'ines@home.example',
          subject: 'their-subject',
          displayName: 'Ines Duarte',
          profileId: '6060842',
          outcome: 'SIGNS_IN',
        },
      ],
    });
    // The provider needs the redirect address of the gateway, so the port of the gateway is chosen first.
    const gatewayPort = await freePort();
    provider = await startSignInProvider({
      port: 0,
      gatewayUrl: `http://localhost:${gatewayPort}`,
      accounts,
      audience: 'api://their-audience',
    });
    stack = await startEmptyStack({
      environment: {
        PORT: String(gatewayPort),
        WORK_ISSUER: provider.issuers.work,
        WORK_AUDIENCE: 'api://their-audience',
        LEARN_ISSUER: provider.issuers.learn,
        LEARN_CLIENT_ID: LEARN_CLIENT.id,
        LEARN_CLIENT_SECRET: LEARN_CLIENT.secret,
        UNIVERSITY_ISSUER: provider.issuers.university,
        UNIVERSITY_CLIENT_ID: UNIVERSITY_CLIENT.id,
        UNIVERSITY_CLIENT_SECRET: UNIVERSITY_CLIENT.secret,
        PLATFORM_TENANT_ID: PLATFORM,
      },
    });
  }, 300_000);
  afterAll(async () => {
    await stack.stop();
    await provider.stop();
  });

  it('serve sign-in, linking and credits without the development sign-in provider', async () => {
    expect(stack.signInProviderUrl).toBeUndefined();
    const response = await fetch(`${provider.issuers.work}/token`, {
      method: 'POST',
      headers: { authorization: `Basic ${Buffer.from('their-operator:their-secret').toString('base64')}` },
      body: new URLSearchParams({ grant_type: 'client_credentials' }),
    });
    const { access_token: operatorToken } = (await response.json()) as { access_token: string };
    const operator = graphqlClient(`${stack.gatewayUrl}/graphql`, operatorToken);
    const registered = await operator.execute(
      'mutation ($input: RegisterOrganizationInput!) { registerOrganization(input: $input) { __typename } }',
      {
        input: {
          name: 'Fabrikam',
          partnerId: '5550123',
          tenantId: TENANT,
          firstAdmin: { email: 'ines@fabrikam.example', displayName: 'Ines Duarte' },
        },
      },
    );
    expect(expectNoErrors(registered)).toEqual({ registerOrganization: { __typename: 'RegisterOrganizationSuccess' } });

    const ines = graphqlClient(`${stack.gatewayUrl}/graphql`, await provider.developmentToken('ines@fabrikam.example'));
    const item = {
      externalId: 'theirs-1',
      profileId: '6060842',
      credentialCode: 'AZ-ADMIN',
      achievedAt: new Date(Date.now() - 86_400_000).toISOString(),
    };
    expectNoErrors(
      await operator.execute(
        'mutation ($input: RecordAchievementsInput!) { recordAchievements(input: $input) { __typename } }',
        { input: { source: 'MICROSOFT_LEARN', items: [item] } },
      ),
    );
    expect((await link(stack, ines, 'MICROSOFT_LEARN', 'ines@home.example')).__typename).toBe(
      'ConfirmAssociationSuccess',
    );
    const query = '{ viewer { credits(first: 1) { nodes { state } } } }';
    await eventually(
      async () =>
        expectNoErrors(await ines.execute<{ viewer: { credits: { nodes: { state: string }[] } } }>(query)).viewer
          .credits.nodes,
      (nodes) => nodes[0]?.state === 'COUNTED',
    );
  });

  it('invalidate tokens of any other issuer', async () => {
    const world = accountsOf(readDemonstration(`${REPOSITORY}/development/demonstration/demonstration.json`));
    const ours = await startSignInProvider({
      port: 0,
      gatewayUrl: stack.gatewayUrl,
      accounts: world,
      audience: 'api://their-audience',
    });
    const token = await ours.developmentToken('amara.okafor@harbour.example');
    const answer = await graphqlClient(`${stack.gatewayUrl}/graphql`, token).execute('{ viewer { id } }');
    await ours.stop();
    expect([answer.status, errorCode(answer)]).toEqual([401, 'UNAUTHENTICATED']);
  });
});

async function freePort(): Promise<number> {
  const { createServer } = await import('node:net');
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}
