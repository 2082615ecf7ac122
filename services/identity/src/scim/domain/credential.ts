/** What the directory of an organization authenticates with: a bearer token, or an OAuth client that gets access tokens. */
export type CredentialKind = 'scim_token' | 'scim_client';

/** Valid credentials of a kind that an organization may have: the one in use, and the one that replaces it. */
const VALID_CREDENTIALS = 2;

/** The facts from which the validity of a credential follows. */
export type CredentialFacts = { readonly expiresAt: Date | null; readonly revokedAt: Date | null };

/** A credential without its secret, which is stored as a hash only. */
export type Credential = CredentialFacts & {
  readonly id: string;
  readonly organizationId: string;
  readonly label: string;
  readonly createdAt: Date;
  readonly lastUsedAt: Date | null;
};

/** Whether the credential is accepted at this instant; at the instant of its expiry it is not. */
export function isValidCredential({ expiresAt, revokedAt }: CredentialFacts, at: Date): boolean {
  return revokedAt === null && (expiresAt === null || at < expiresAt);
}

/** Whether one more credential of the same kind may be issued. */
export function mayIssueCredential(credentials: readonly CredentialFacts[], at: Date): boolean {
  return credentials.filter((credential) => isValidCredential(credential, at)).length < VALID_CREDENTIALS;
}
