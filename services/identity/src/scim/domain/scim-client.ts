import type { ScimToken } from './scim-token.js';

/**
 * An OAuth client of a directory (SCIM), with one secret: its id and secret get access tokens that live an hour. Two may
 * be valid at a time, as with tokens. Known of it is what is known of a token.
 */
export type ScimClient = ScimToken;

/** How long an access token lives, in seconds; a revoked or expired client ends its tokens at once. */
export const ACCESS_TOKEN_SECONDS = 3600;
