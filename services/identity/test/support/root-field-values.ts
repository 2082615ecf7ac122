import { randomUUID } from 'node:crypto';
import { expectNoErrors } from '@app/test-kit/graphql-client';
import type { Values } from '@app/test-kit/plausible-operations';
import { groupsOf } from './groups.js';
import { anAddress, type Registered, type TestIdentity } from './identity.js';
import { directory, issueToken } from './scim.js';

const ISSUE_CLIENT = `mutation ($input: IssueScimClientInput!) {
  issueScimClient(input: $input) { ... on IssueScimClientSuccess { scimClient { id } } } }`;

/**
 * Arguments and input fields with which an administrator of the organization may use each root field. They refer to objects
 * of their own, which the mutations change.
 */
export async function rootFieldValues(identity: TestIdentity, registered: Registered): Promise<Values> {
  const { organizationId, admin } = registered;
  const { secret, scimToken } = await issueToken(identity, registered);
  const answer = await (await identity.as(admin)).execute<{ issueScimClient: { scimClient: { id: string } } }>(
    ISSUE_CLIENT,
    { input: { organizationId, label: 'Entra ID' } },
  );
  const { aGroup } = groupsOf(() => directory(identity, secret));
  return {
    id: organizationId,
    organizationId,
    userId: await identity.invite(organizationId, anAddress(), ['REPORT_VIEWER']),
    email: anAddress(),
    correctedEmail: undefined,
    roles: ['REPORT_VIEWER'],
    scimTokenId: scimToken.id,
    scimClientId: expectNoErrors(answer).issueScimClient.scimClient.id,
    groupId: (await aGroup()).id,
    partnerId: randomUUID().slice(0, 13),
    tenantId: randomUUID(),
    after: undefined,
    expiresAt: undefined,
    idempotencyKey: undefined,
  };
}
