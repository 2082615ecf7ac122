import { match } from '@skill-link/client/match';
import { type Rejected, unknownRejection } from '../../../app/rejection.tsx';
import {
  IssueScimClientDocument,
  type IssueScimClientMutation,
  RevokeScimClientDocument,
  type RevokeScimClientMutation,
  type RevokeScimClientMutationVariables,
} from '../../../graphql/documents.ts';
import type { CredentialKind, Issued } from './use-credential-acts.ts';

/** OAuth clients of the directory. */
export const SCIM_CLIENTS: CredentialKind<
  IssueScimClientMutation,
  RevokeScimClientMutation,
  RevokeScimClientMutationVariables
> = {
  issue: IssueScimClientDocument,
  issued: ({ issueScimClient }) =>
    match(issueScimClient, {
      IssueScimClientSuccess: ({ clientSecret, scimClient }): Issued | Rejected => ({
        label: scimClient.label,
        facts: [
          ['Client id', scimClient.id],
          ['Client secret', clientSecret],
        ],
      }),
      TooManyScimClientsError: (rejected) => rejected,
      unknown: unknownRejection,
    }),
  revoke: RevokeScimClientDocument,
  withId: (scimClientId) => ({ input: { scimClientId } }),
  revoked: ({ revokeScimClient }) =>
    match(revokeScimClient, {
      RevokeScimClientSuccess: () => 'revoked' as const,
      ScimClientNotFoundError: () => 'revoked' as const,
      unknown: unknownRejection,
    }),
};
