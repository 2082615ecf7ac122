import { randomUUID } from 'node:crypto';
import { expectNoErrors } from '@app/test-kit/graphql-client';
import { eventually } from '../../journeys/people.js';
import { ask } from './ask.js';
import { LEAVER_POLICIES } from './linking-system.js';
import { ISSUE_SCIM_TOKEN, REGISTER } from './operations.js';
import type { RunningServices } from './running-services.js';

/** The answer of a SCIM request. */
// biome-ignore lint/suspicious/noExplicitAny: a body is looked at, not typed
export type DirectoryAnswer = { status: number; body: any };

/** The organizations of all histories, each with an administrator and a directory. */
export type Organizations = readonly {
  id: string;
  tenantId: string;
  admin(): Promise<string>;
  directory(method: string, path: string, body?: object): Promise<DirectoryAnswer>;
}[];

type Registered = { registerOrganization: { organization?: { id: string } } };
type Issued = { issueScimToken: { secret: string } };

/** Registers an organization for each policy, with an administrator and a directory. */
export async function registerOrganizations(
  { gatewayUrl, issuer, platformTenant }: RunningServices,
  policies: readonly string[] = LEAVER_POLICIES,
): Promise<Organizations> {
  const operator = await issuer.sign({
    ...{ tid: platformTenant, oid: 'operator', idtyp: 'app', azp: 'platform', roles: ['organizations:write'] },
  });
  // On a busy machine the first connections may take longer than the request timeout.
  await eventually(
    () => ask(gatewayUrl, operator, '{ organizations(first: 1) { totalCount } }', {}),
    ({ errors }) => errors === undefined,
  );
  return Promise.all(
    policies.map(async (leaverPolicy, number) => {
      const [tenantId, oid] = [randomUUID(), randomUUID()];
      const partnerId = `M${number}-${tenantId.slice(0, 8)}`;
      const email = `admin-${partnerId}@model.example`;
      const firstAdmin = { email, displayName: `Administrator ${number}` };
      const input = { name: `Organization ${number}`, partnerId, tenantId, leaverPolicy, firstAdmin };
      const answer = await ask<Registered>(gatewayUrl, operator, REGISTER, { input });
      const id = expectNoErrors(answer).registerOrganization.organization?.id;
      if (id === undefined) throw new Error(`Organization ${number} was not registered.`);
      const admin = () =>
        issuer.sign({ tid: tenantId, oid, preferred_username: email, scp: 'access_as_user', azp: 'web' });
      const token = { organizationId: id, label: 'the directory of the model' };
      const issued = await ask<Issued>(gatewayUrl, await admin(), ISSUE_SCIM_TOKEN, { input: token });
      const { secret } = expectNoErrors(issued).issueScimToken;
      return { id, tenantId, admin, directory: directoryAt(`${gatewayUrl}/scim/v2`, secret) };
    }),
  );
}

function directoryAt(url: string, secret: string): Organizations[number]['directory'] {
  return async (method, path, body) => {
    const headers = { authorization: `Bearer ${secret}`, ...(body && { 'content-type': 'application/scim+json' }) };
    const answer = await fetch(`${url}${path}`, { method, headers, ...(body && { body: JSON.stringify(body) }) });
    const text = await answer.text();
    return { status: answer.status, body: text === '' ? null : JSON.parse(text) };
  };
}
