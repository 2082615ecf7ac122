import { openInBrowser, signInWithBrowser } from '@app/sign-in-provider/browser';
import { CookieJar } from '@app/sign-in-provider/cookie-jar';
import type { Stack } from '@app/stack/stack';
import { expectNoErrors, type GraphqlClient, graphqlClient } from '@app/test-kit/graphql-client';
import { repositoryFile } from '../repository.js';
import { startDemonstrationStack } from './demonstration-stack.js';
import { eventually, link, signedIn } from './people.js';

/** Upper bound for the effect of a deletion. */
const FIVE_SECONDS = 5_000;

describe('the session of a browser, through the gateway and the sign-in pages, with the demonstration', () => {
  let stack: Stack;
  const application = repositoryFile('web/dist/index.html');
  beforeAll(async () => {
    stack = await startDemonstrationStack();
  }, 300_000);
  afterAll(() => stack.stop());

  /** What the application is to its user: the cookies of the browser, with the headers of its own pages. */
  async function applicationOf(login: string) {
    const jar = new CookieJar();
    const page = await signInWithBrowser(`${stack.gatewayUrl}/session/sign-in?return=/people`, { account: login }, jar);
    const cookie = () => jar.header(new URL(stack.gatewayUrl)) ?? '';
    const headers = () => ({ cookie: cookie(), origin: stack.gatewayUrl, 'x-session-request': '1' });
    const anonymous = graphqlClient(`${stack.gatewayUrl}/graphql`);
    const client: GraphqlClient = {
      as: anonymous.as,
      execute: (query, variables, more) => anonymous.execute(query, variables, { ...headers(), ...more }),
    };
    const post = (path: string) => fetch(stack.gatewayUrl + path, { method: 'POST', headers: headers() });
    return { page, jar, client, post };
  }

  it('begins at the issuer and ends at the page that asked for it', async () => {
    const { page, client } = await applicationOf('ingrid.haugen@nordlicht.example');
    expect(page).toMatchObject({ url: `${stack.gatewayUrl}/people`, status: 200, body: application });
    expect(expectNoErrors(await client.execute('{ viewer { displayName } }'))).toEqual({
      viewer: { displayName: 'Ingrid Haugen' },
    });
  });

  it('links a profile', async () => {
    const { client } = await applicationOf('amara.okafor@harbour.example');
    expect(await link(stack, client, 'MICROSOFT_LEARN', 'amara@home.example')).toMatchObject({
      __typename: 'ConfirmAssociationSuccess',
      association: { profileId: '7204518', status: 'ACTIVE' },
    });
  });

  it('is denied within five seconds after the user is deleted, and can still be renewed at the issuer', async () => {
    const { client, post } = await applicationOf('ingrid.haugen@nordlicht.example');
    const viewer = () =>
      client.execute<{ viewer: { id: string } | null; callerOrganization: null }>(
        '{ viewer { id } callerOrganization { id } }',
      );
    const userId = expectNoErrors(await viewer()).viewer?.id;
    const greta = await signedIn(stack, 'greta.lindqvist@nordlicht.example');
    const deleteUser = 'mutation ($input: DeleteUserInput!) { deleteUser(input: $input) { __typename } }';
    expectNoErrors(await greta.execute(deleteUser, { input: { userId } }));
    const deletedAt = performance.now();
    const denied = await eventually(viewer, ({ data }) => data?.viewer === null);
    expect(performance.now() - deletedAt).toBeLessThan(FIVE_SECONDS);
    expect(denied.errors?.map(({ extensions }) => extensions?.code)).toEqual(['FORBIDDEN']);
    expect((await post('/session/renew')).status).toBe(204);
    expect((await viewer()).data?.viewer).toBeNull();
  });

  it('ends with the session at the issuer: the next sign-in asks for an account', async () => {
    const { jar, client, post } = await applicationOf('greta.lindqvist@nordlicht.example');
    const ended = await post('/session/sign-out');
    jar.store(new URL(stack.gatewayUrl), ended.headers.getSetCookie());
    const { continueAt } = (await ended.json()) as { continueAt: string };
    expect(await openInBrowser(continueAt, jar)).toMatchObject({ url: `${stack.gatewayUrl}/`, body: application });
    expect((await client.execute('{ viewer { id } }')).data).toEqual({ viewer: null });
    const next = await openInBrowser(`${stack.gatewayUrl}/session/sign-in`, jar);
    expect(next.url).toContain('/work/sign-in/');
  });
});
