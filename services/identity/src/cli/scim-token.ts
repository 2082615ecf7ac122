import type { CommandResult, CommandRun } from '@app/subgraph-kit/commands/command';
import { notFound, rejected } from '@app/subgraph-kit/commands/command-failed';
import { idOf, instantOf, instantText } from '@app/subgraph-kit/commands/command-text';
import { readOrganizations } from '../organizations/store/organization.store.js';
import { issueCredential } from '../scim/application/issue-credential.js';
import { revokeCredential } from '../scim/application/revoke-credential.js';
import type { Credential } from '../scim/domain/credential.js';
import { withIdentity } from './with-identity.js';

/** A new token as the options state it. */
export type NewToken = {
  readonly organizationId: string;
  readonly label: string;
  readonly expiresAt: string | undefined;
};

/** Issues a bearer token for the directory of an organization. */
export async function issueScimToken(token: NewToken, run: CommandRun): Promise<CommandResult> {
  const organizationId = idOf(token.organizationId, '--organization');
  const expiresAt = token.expiresAt === undefined ? null : instantOf(token.expiresAt, '--expires-at');
  return withIdentity(run, async ({ deps, reads, caller }) => {
    if ((await readOrganizations(reads, [organizationId])).length === 0)
      throw notFound('There is no organization with this id.', 'skill-link organization show <PartnerID> has it.');
    const { label } = token;
    const outcome = await issueCredential(deps, 'scim_token', { caller, organizationId, label, expiresAt });
    if (outcome.kind === 'too-many') {
      throw rejected(
        'TOO_MANY_SCIM_TOKENS',
        'Two tokens of this organization are valid already.',
        `skill-link organization show ${organizationId} lists them; revoke one with skill-link scim-token revoke <id>.`,
      );
    }
    return { text: linesOf(outcome.credential), data: dataOf(outcome.credential), secrets: { secret: outcome.secret } };
  });
}

/** Ends a token at once. Repeating it changes nothing. */
export async function revokeScimToken(text: string, run: CommandRun): Promise<CommandResult> {
  const id = idOf(text, '<token>');
  return withIdentity(run, async ({ deps, caller }) => {
    const outcome = await revokeCredential(deps, 'scim_token', { caller, id });
    if (outcome.kind === 'not-found') {
      throw notFound('There is no SCIM token with this id.', 'skill-link organization show <organization> lists them.');
    }
    const { revokedAt } = outcome.credential;
    return {
      text: [`The token ${id} is rejected since ${instantText(revokedAt)}.`],
      data: dataOf(outcome.credential),
    };
  });
}

function linesOf({ id, organizationId, label, expiresAt }: Credential): string[] {
  return [
    `token:         ${id}`,
    `organization:  ${organizationId}`,
    `label:         ${label}`,
    `expires:       ${expiresAt === null ? 'never' : instantText(expiresAt)}`,
  ];
}

function dataOf({ id, organizationId, label, createdAt, expiresAt, revokedAt }: Credential): object {
  return { id, organizationId, label, createdAt, expiresAt, revokedAt };
}
