import { randomUUID } from 'node:crypto';
import { expectNoErrors, graphqlClient } from '@app/test-kit/graphql-client';
import { REGISTER } from './operations.js';
import type { RunningServices } from './running-services.js';
import type { Organizations } from './running-system.js';

type Registered = { registerOrganization: { __typename: string; organization?: { id: string } } };

/** Three organisations with an administrator each; one of them counts deletions only. */
export async function registerOrganizations({
  gatewayUrl,
  issuer,
  platformTenant,
}: RunningServices): Promise<Organizations> {
  const operator = await issuer.sign({
    ...{ tid: platformTenant, oid: 'operator', idtyp: 'app', azp: 'platform', roles: ['organizations:write'] },
  });
  const policies = ['ON_DEACTIVATE', 'ON_DEACTIVATE', 'ON_DELETE'];
  return Promise.all(
    policies.map(async (leaverPolicy, number) => {
      const [tenantId, oid, email] = [randomUUID(), randomUUID(), `admin-${number}@model.example`];
      const firstAdmin = { email, displayName: `Administrator ${number}` };
      const input = { name: `Organisation ${number}`, partnerId: `M${number}`, tenantId, leaverPolicy, firstAdmin };
      const answer = await graphqlClient(`${gatewayUrl}/graphql`, operator).execute<Registered>(REGISTER, { input });
      const id = expectNoErrors(answer).registerOrganization.organization?.id;
      if (id === undefined) throw new Error(`Organisation ${number} was not registered.`);
      const claims = { tid: tenantId, oid, preferred_username: email, scp: 'access_as_user', azp: 'web' };
      return { id, tenantId, admin: () => issuer.sign(claims) };
    }),
  );
}
