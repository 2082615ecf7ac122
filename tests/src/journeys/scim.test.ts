import type { Stack } from '@app/stack/stack';
import { expectNoErrors, type GraphqlClient } from '@app/test-kit/graphql-client';
import { startDemonstrationStack } from './demonstration-stack.js';
import { eventually, link, signedIn } from './people.js';

/** Works at Nordlicht Cloud and was never invited. */
const LENA = {
  login: 'lena.sommer@nordlicht.example',
  objectId: 'f60904d5-3bc0-42e5-b746-1d6ddb6c86cd',
};

/** Upper bound for the effect of a deactivation. */
const FIVE_SECONDS = 5_000;

describe('SCIM provisioning, through the gateway', () => {
  let stack: Stack;
  let admin: GraphqlClient;
  let lena: GraphqlClient;
  let secret: string;
  beforeAll(async () => {
    stack = await startDemonstrationStack();
    admin = await signedIn(stack, 'greta.lindqvist@nordlicht.example');
    lena = await signedIn(stack, LENA.login);
  }, 300_000);
  afterAll(() => stack.stop());

  const scim = async (method: string, path: string, body?: object, headers: Record<string, string> = {}) => {
    const answer = await fetch(`${stack.gatewayUrl}/scim/v2${path}`, {
      method,
      headers: {
        authorization: `Bearer ${secret}`,
        ...(body && { 'content-type': 'application/scim+json' }),
        ...headers,
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    return { status: answer.status, headers: answer.headers, body: text === '' ? null : JSON.parse(text) };
  };
  const active = (value: string) => ({
    schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'],
    Operations: [{ op: 'Replace', path: 'active', value }],
  });
  const viewer = async () =>
    expectNoErrors(await lena.execute<{ viewer: { id: string; status: string } | null }>('{ viewer { id status } }'))
      .viewer;
  const links = async (id: string) => {
    const { user, callerOrganization } = expectNoErrors(
      await admin.execute<{
        user: { activeAssociation: { id: string } | null; leavesReportAt: string | null };
        callerOrganization: { linkSummary: { leaving: number } };
      }>(
        `query ($id: ID!) { user(id: $id) { activeAssociation(source: MICROSOFT_LEARN) { id } leavesReportAt }
          callerOrganization { linkSummary { leaving } } }`,
        { id },
      ),
    );
    return {
      association: user.activeAssociation?.id,
      leavesReportAt: user.leavesReportAt,
      ...callerOrganization.linkSummary,
    };
  };

  it('accepts a token that an administrator issued, and ignores one in x-client-authorization', async () => {
    const { callerOrganization } = expectNoErrors(
      await admin.execute<{ callerOrganization: { id: string } }>('{ callerOrganization { id } }'),
    );
    const issued = await admin.execute<{ issueScimToken: { secret: string } }>(
      `mutation ($input: IssueScimTokenInput!) { issueScimToken(input: $input) { ... on IssueScimTokenSuccess { secret } } }`,
      { input: { organizationId: callerOrganization.id, label: 'Entra ID' } },
    );
    secret = expectNoErrors(issued).issueScimToken.secret;
    expect((await scim('GET', '/ServiceProviderConfig')).status).toBe(200);
    const forged = { authorization: 'Bearer invalid', 'x-client-authorization': `Bearer ${secret}` };
    const refused = await scim('GET', '/Users', undefined, forged);
    expect([refused.status, refused.headers.get('www-authenticate')]).toEqual([
      401,
      'Bearer realm="scim", error="invalid_token"',
    ]);
  });

  it('lets a provisioned user sign in and link, ends access within five seconds, and restores the same user and link', async () => {
    expect(await viewer()).toBeNull();
    const person = {
      schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'],
      externalId: LENA.objectId,
      userName: LENA.login,
      displayName: 'Lena Sommer',
      active: true,
    };
    const created = await scim('POST', '/Users', person);
    const { id } = created.body;
    expect([created.status, created.headers.get('location')]).toEqual([201, `${stack.gatewayUrl}/scim/v2/Users/${id}`]);
    expect(await eventually(viewer, (user) => user !== null)).toEqual({ id, status: 'ACTIVE' });
    const linked = await link(stack, lena, 'MICROSOFT_LEARN', 'amara@home.example');
    expect(linked.__typename).toBe('ConfirmAssociationSuccess');

    const { leaving: others } = await links(id);
    const began = performance.now();
    expect((await scim('PATCH', `/Users/${id}`, active('False'))).body.active).toBe(false);
    await eventually(viewer, (user) => user === null);
    expect(performance.now() - began).toBeLessThan(FIVE_SECONDS);
    // The link lasts until the report refresh; until then the user is a leaver.
    const leaves = { association: linked.association.id, leavesReportAt: expect.stringMatching(/-10T00:00:00.000Z$/) };
    expect(
      await eventually(
        () => links(id),
        ({ leaving }) => leaving === others + 1,
      ),
    ).toMatchObject(leaves);
    await scim('PATCH', `/Users/${id}`, active('True'));
    const stays = { association: linked.association.id, leavesReportAt: null };
    expect(
      await eventually(
        () => links(id),
        ({ leaving }) => leaving === others,
      ),
    ).toMatchObject(stays);
    expect(await eventually(viewer, (user) => user !== null)).toEqual({ id, status: 'ACTIVE' });

    expect((await scim('DELETE', `/Users/${id}`)).status).toBe(204);
    expect((await scim('GET', `/Users/${id}`)).status).toBe(404);
    await eventually(viewer, (user) => user === null);
    const back = await scim('POST', '/Users', person);
    expect([back.status, back.body.id]).toEqual([201, id]);
    expect(await eventually(viewer, (user) => user !== null)).toEqual({ id, status: 'ACTIVE' });
    expect(
      await eventually(
        () => links(id),
        ({ leaving }) => leaving === others,
      ),
    ).toMatchObject(stays);
  }, 60_000);
});
