import { expectNoErrors } from '@app/test-kit/graphql-client';
import type { Registered, TestIdentity } from './identity.js';

const ISSUE = `mutation ($input: IssueScimTokenInput!) { issueScimToken(input: $input) {
  __typename
  ... on IssueScimTokenSuccess { secret scimToken { id label createdAt expiresAt lastUsedAt } }
  ... on TooManyScimTokensError { message }
} }`;

export type Issued = {
  __typename: string;
  secret: string;
  scimToken: { id: string; label: string; createdAt: string; expiresAt: string | null; lastUsedAt: string | null };
};

/** Issues a token as the first administrator of the organization. */
export async function issueToken(
  identity: TestIdentity,
  { organizationId, admin }: Registered,
  input: { label?: string; expiresAt?: string | null } = {},
): Promise<Issued> {
  const client = await identity.as(admin);
  const answer = await client.execute<{ issueScimToken: Issued }>(ISSUE, {
    input: { organizationId, label: 'Entra ID', ...input },
  });
  return expectNoErrors(answer).issueScimToken;
}

export type ScimAnswer = {
  status: number;
  headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: what a directory gets is looked at, not typed
  body: any;
};

/** A directory: sends requests with its token, through the endpoint behind the gateway. */
export type Directory = (method: string, path: string, body?: unknown, headers?: object) => Promise<ScimAnswer>;

/** A directory with this secret, as the gateway forwards its requests. Text is sent as it is. */
export function directory(identity: TestIdentity, secret: string): Directory {
  return async (method, path, body, headers = {}) => {
    const bearer = await identity.keys.bearerFor({ kind: 'gateway' }, 'identity', identity.clock);
    const answer = await fetch(`${identity.url}/scim/v2${path}`, {
      method,
      headers: {
        authorization: `Bearer ${bearer}`,
        'x-client-authorization': `Bearer ${secret}`,
        ...(body !== undefined && { 'content-type': 'application/scim+json; charset=utf-8' }),
        ...headers,
      },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await answer.text();
    return { status: answer.status, headers: answer.headers, body: text === '' ? null : JSON.parse(text) };
  };
}

export const USER = 'urn:ietf:params:scim:schemas:core:2.0:User';
export const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';

/** A PATCH request with these operations. */
export function patchOf(...operations: object[]): object {
  return { schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'], Operations: operations };
}

/** The audit trail of a user, oldest first, with the actors. */
export async function activityOf(identity: TestIdentity, userId: string): Promise<[kind: string, actor: string][]> {
  const rows = await identity.sql<{ kind: string; actor: string }>(
    'SELECT kind, actor FROM identity.user_activity WHERE user_id = $1 ORDER BY id',
    [userId],
  );
  return rows.map(({ kind, actor }) => [kind, actor]);
}
