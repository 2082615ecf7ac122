import type { Problem } from '@app/client/outcome';
import type { Rejected } from '../acts/rejection.tsx';

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
