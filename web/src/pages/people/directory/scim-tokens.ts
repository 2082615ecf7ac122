import { match } from '@skill-link/client/match';
import { type Rejected, unknownRejection } from '../../../app/rejection.tsx';
import {
  IssueScimTokenDocument,
  type IssueScimTokenMutation,
  RevokeScimTokenDocument,
  type RevokeScimTokenMutation,
  type RevokeScimTokenMutationVariables,
} from '../../../graphql/documents.ts';
import type { CredentialKind, Issued } from './use-credential-acts.ts';

/** Bearer tokens of the directory. */
export const SCIM_TOKENS: CredentialKind<
  IssueScimTokenMutation,
  RevokeScimTokenMutation,
  RevokeScimTokenMutationVariables
> = {
  issue: IssueScimTokenDocument,
  issued: ({ issueScimToken }) =>
    match(issueScimToken, {
      IssueScimTokenSuccess: ({ secret, scimToken }): Issued | Rejected => ({
        label: scimToken.label,
        facts: [['Token', secret]],
      }),
      TooManyScimTokensError: (rejected) => rejected,
      unknown: unknownRejection,
    }),
  revoke: RevokeScimTokenDocument,
  withId: (scimTokenId) => ({ input: { scimTokenId } }),
  revoked: ({ revokeScimToken }) =>
    match(revokeScimToken, {
      RevokeScimTokenSuccess: () => 'revoked' as const,
      ScimTokenNotFoundError: () => 'revoked' as const,
      unknown: unknownRejection,
    }),
};
