/** How many tokens of an organisation may be valid at a time: the one in use, and the one that takes over from it. */
export const VALID_SCIM_TOKENS = 2;

/** The facts that a token's validity follows from. */
export type TokenFacts = { readonly expiresAt: Date | null; readonly revokedAt: Date | null };

/** A bearer token of a directory (SCIM). The secret itself is nowhere but with whom it was shown to. */
export type ScimToken = TokenFacts & {
  readonly id: string;
  readonly organizationId: string;
  readonly label: string;
  readonly createdAt: Date;
  readonly lastUsedAt: Date | null;
};

/** Whether the token opens anything at this instant: half-open, so not at the instant of its expiry. */
export function isValidToken({ expiresAt, revokedAt }: TokenFacts, at: Date): boolean {
  return revokedAt === null && (expiresAt === null || at < expiresAt);
}

/** Whether one more token may be issued beside these. */
export function mayIssueToken(tokens: readonly TokenFacts[], at: Date): boolean {
  return tokens.filter((token) => isValidToken(token, at)).length < VALID_SCIM_TOKENS;
}
