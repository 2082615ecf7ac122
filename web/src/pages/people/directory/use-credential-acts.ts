import type { TrustedDocument } from '@skill-link/client/document';
import type { Problem } from '@skill-link/client/outcome';
import { useMe } from '../../../app/me.ts';
import type { Rejected } from '../../../app/rejection.tsx';
import { useMutation } from '../../../graphql/use-mutation.ts';

/** A secret, which only the answer to this mutation contains. `facts` are the names under which a directory asks for the values. */
export type Issued = { readonly label: string; readonly facts: readonly (readonly [name: string, value: string])[] };

/** What a credential was asked to be. `expiresAt` is an instant of the API; null where it does not expire. */
export type Wanted = { readonly label: string; readonly expiresAt: string | null };

/** The acts on one kind of credential. Both return undefined where `problem` says why. */
export type CredentialActs = {
  readonly issue: (wanted: Wanted) => Promise<Issued | Rejected | undefined>;
  /** Revokes a credential; one that is gone already counts as revoked. */
  readonly revoke: (id: string) => Promise<'revoked' | Rejected | undefined>;
  readonly issuing: { readonly busy: boolean; readonly problem: Problem | undefined };
  readonly revoking: { readonly busy: boolean; readonly problem: Problem | undefined };
};

/** The mutations of one kind of credential, and how their answers are read. */
export type CredentialKind<IssueData, RevokeData, RevokeVariables> = {
  readonly issue: TrustedDocument<IssueData, { readonly input: Wanted & { readonly organizationId: string } }>;
  readonly issued: (data: IssueData) => Issued | Rejected;
  readonly revoke: TrustedDocument<RevokeData, RevokeVariables>;
  readonly withId: (id: string) => RevokeVariables;
  readonly revoked: (data: RevokeData) => 'revoked' | Rejected;
};

/** Issues and revokes credentials of one kind, with which the directory of the organization signs in. */
export function useCredentialActs<IssueData, RevokeData, RevokeVariables>(
  kind: CredentialKind<IssueData, RevokeData, RevokeVariables>,
): CredentialActs {
  const { organization } = useMe();
  const issuing = useMutation(kind.issue);
  const revoking = useMutation(kind.revoke);
  return {
    issuing,
    revoking,
    async issue(wanted) {
      const data = await issuing.run({ input: { organizationId: organization.id, ...wanted } });
      return data && kind.issued(data);
    },
    async revoke(id) {
      const data = await revoking.run(kind.withId(id));
      return data && kind.revoked(data);
    },
  };
}
