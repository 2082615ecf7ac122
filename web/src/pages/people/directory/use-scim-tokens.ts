import { match } from '@app/client/match';
import { useMe } from '../../../app/me.ts';
import { IssueScimTokenDocument, RevokeScimTokenDocument } from '../../../graphql/documents.ts';
import { useMutation } from '../../../graphql/use-mutation.ts';
import { type Rejected, unknownRejection } from '../acts/rejection.tsx';
import type { CredentialActs, Issued } from './credential-acts.ts';

/** Issues and revokes bearer tokens of the directory. */
export function useScimTokens(): CredentialActs {
  const { organization } = useMe();
  const issuing = useMutation(IssueScimTokenDocument);
  const revoking = useMutation(RevokeScimTokenDocument);
  return {
    issuing,
    revoking,
    async issue(wanted) {
      const data = await issuing.run({ input: { organizationId: organization.id, ...wanted } });
      return (
        data &&
        match(data.issueScimToken, {
          IssueScimTokenSuccess: ({ secret, scimToken }): Issued | Rejected => ({
            label: scimToken.label,
            facts: [['Token', secret]],
          }),
          TooManyScimTokensError: (rejected) => rejected,
          unknown: unknownRejection,
        })
      );
    },
    async revoke(scimTokenId) {
      const data = await revoking.run({ input: { scimTokenId } });
      return (
        data &&
        match(data.revokeScimToken, {
          RevokeScimTokenSuccess: () => 'revoked' as const,
          ScimTokenNotFoundError: () => 'revoked' as const,
          unknown: unknownRejection,
        })
      );
    },
  };
}
