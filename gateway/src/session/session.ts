import { z } from 'zod';
import { workClaims } from '../caller/work-token.js';

/**
 * A person's session in a browser. It stands for the claims of an access token that was verified once, and holds no
 * access token. Times are seconds since 1970.
 */
export const session = z.object({
  /** The end of the session, whatever is renewed. `claims.exp` is the time until which the claims hold. */
  exp: z.number(),
  claims: workClaims,
  /** Absent where the issuer gives none: then the session ends with its claims. */
  refreshToken: z.string().optional(),
});
export type Session = z.output<typeof session>;

/** A sign-in that is under way in one browser: the values that bind the issuer's answer to it. */
export const signInAttempt = z.object({
  exp: z.number(),
  startedAt: z.number(),
  state: z.string(),
  nonce: z.string(),
  verifier: z.string(),
  /** The person has to sign in, whatever session the issuer has. */
  again: z.boolean(),
  returnTo: z.string(),
});
export type SignInAttempt = z.output<typeof signInAttempt>;
