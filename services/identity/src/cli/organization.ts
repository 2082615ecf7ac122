import { randomUUID } from 'node:crypto';
import type { CommandResult, CommandRun } from '@app/subgraph-kit/commands/command';
import { notFound, rejected, wrongCall } from '@app/subgraph-kit/commands/command-failed';
import { instantText, tableOf } from '@app/subgraph-kit/commands/command-text';
import type { RequestReads } from '@app/subgraph-kit/database/reads';
import { isUuid } from '@app/subgraph-kit/values/text';
import type { LeaverPolicy, Organization } from '../organizations/domain/organization.js';
import { readOrganizations } from '../organizations/store/organization.store.js';
import { listOrganizations } from '../organizations/store/organization-list.store.js';
import type { Credential } from '../scim/domain/credential.js';
import { readValidCredentials } from '../scim/store/credential.store.js';
import { registerOrganization as register } from '../users/application/register-organization.js';
import { withIdentity } from './with-identity.js';

/** A registration as the options state it. */
export type Registration = {
  readonly name: string;
  readonly partnerId: string;
  readonly tenantId: string;
  readonly leaverPolicy: LeaverPolicy;
  readonly adminEmail: string;
  readonly adminName: string;
  readonly idempotencyKey: string | null;
};

/** Registers an organization and invites its first Global admin. */
export async function registerOrganization(registration: Registration, run: CommandRun): Promise<CommandResult> {
  const { adminEmail: email, adminName: displayName, ...partner } = registration;
  return withIdentity(run, async ({ deps, caller }) => {
    const command = { caller, requestId: randomUUID(), ...partner, firstAdmin: { email, displayName } };
    const outcome = await register(deps, command);
    switch (outcome.kind) {
      case 'registered': {
        const { organization, firstAdmin } = outcome;
        return {
          text: [...linesOf(organization), `first admin:    ${firstAdmin.id} (invited)`],
          data: { organization: dataOf(organization), firstAdmin: { id: firstAdmin.id } },
        };
      }
      case 'organization-exists':
        throw rejected(
          'ORGANIZATION_EXISTS',
          'An organization with this tenant or this PartnerID is registered already.',
          'skill-link organization show <PartnerID>',
        );
      case 'invalid':
        throw wrongCall(`${OPTIONS[outcome.field] ?? outcome.field}: ${outcome.message}`);
    }
  });
}

/** Options by the fields of the rule that rejects them. */
const OPTIONS: Readonly<Record<string, string>> = {
  name: '--name',
  partnerId: '--partner-id',
  tenantId: '--tenant-id',
  'firstAdmin.email': '--admin-email',
  'firstAdmin.displayName': '--admin-name',
};

/** Shows an organization by its id or its PartnerID, with the valid credentials of its directory. */
export async function showOrganization(idOrPartnerId: string, run: CommandRun): Promise<CommandResult> {
  return withIdentity(run, async ({ deps, reads }) => {
    const organization = await findByIdOrPartnerId(reads, idOrPartnerId);
    const now = deps.clock.now();
    const scimTokens = await readValidCredentials(reads, 'scim_token', organization.id, now);
    const scimClients = await readValidCredentials(reads, 'scim_client', organization.id, now);
    const credentials = [
      ...scimTokens.map((token) => ['SCIM token', ...cellsOf(token)]),
      ...scimClients.map((client) => ['SCIM client', ...cellsOf(client)]),
    ];
    return {
      text: [...linesOf(organization), ...(credentials.length > 0 ? ['', ...tableOf([HEADER, ...credentials])] : [])],
      data: { organization: dataOf(organization), scimTokens, scimClients },
    };
  });
}

async function findByIdOrPartnerId(reads: RequestReads, text: string): Promise<Organization> {
  const found = isUuid(text)
    ? await readOrganizations(reads, [text])
    : await listOrganizations(reads, text, { after: null, limit: MOST_WITH_PART_OF_NAME });
  const organization = isUuid(text) ? found[0] : found.find(({ partnerId }) => partnerId === text);
  if (organization) return organization;
  throw notFound(
    'There is no organization with this id or PartnerID.',
    'Organization.partnerId of the API and the table identity.organization have them.',
  );
}

/** The search also finds names that contain the text. */
const MOST_WITH_PART_OF_NAME = 1_000;

const HEADER = ['credential', 'id', 'label', 'expires', 'last used'];

function cellsOf({ id, label, expiresAt, lastUsedAt }: Credential): string[] {
  return [id, label, instantText(expiresAt), instantText(lastUsedAt)];
}

function linesOf({ id, name, partnerId, tenantId, leaverPolicy, registeredAt }: Organization): string[] {
  return [
    `organization:   ${name}`,
    `id:             ${id}`,
    `PartnerID:      ${partnerId}`,
    `tenant:         ${tenantId}`,
    `leaver policy:  ${leaverPolicy}`,
    `registered:     ${instantText(registeredAt)}`,
  ];
}

function dataOf({ id, name, partnerId, tenantId, leaverPolicy, registeredAt }: Organization): object {
  return { id, name, partnerId, tenantId, leaverPolicy, registeredAt };
}
