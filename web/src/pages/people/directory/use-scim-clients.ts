import { match } from '@app/client/match';
import { useMe } from '../../../app/me.ts';
import { IssueScimClientDocument, RevokeScimClientDocument } from '../../../graphql/documents.ts';
import { useMutation } from '../../../graphql/use-mutation.ts';
import { type Rejected, unknownRejection } from '../acts/rejection.tsx';
import type { CredentialActs, Issued } from './credential-acts.ts';

/** Issues and revokes OAuth clients of the directory. */
export function useScimClients(): CredentialActs {
  const { organization } = useMe();
  const issuing = useMutation(IssueScimClientDocument);
  const revoking = useMutation(RevokeScimClientDocument);
  return {
    issuing,
    revoking,
    async issue(wanted) {
      const data = await issuing.run({ input: { organizationId: organization.id, ...wanted } });
      return (
        data &&
        match(data.issueScimClient, {
          IssueScimClientSuccess: ({ clientSecret, scimClient }): Issued | Rejected => ({
            label: scimClient.label,
            facts: [
              ['Client id', scimClient.id],
              ['Client secret', clientSecret],
            ],
          }),
          TooManyScimClientsError: (rejected) => rejected,
          unknown: unknownRejection,
        })
      );
    },
    async revoke(scimClientId) {
      const data = await revoking.run({ input: { scimClientId } });
      return (
        data &&
        match(data.revokeScimClient, {
          RevokeScimClientSuccess: () => 'revoked' as const,
          ScimClientNotFoundError: () => 'revoked' as const,
          unknown: unknownRejection,
        })
      );
    },
  };
}
