import { failureForLog } from '@app/subgraph-kit/callers/failure-for-log';
import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  buildEndSessionUrl,
  type ClientAuth,
  ClientError,
  ClientSecretBasic,
  ClientSecretPost,
  type Configuration,
  type CustomFetch,
  calculatePKCECodeChallenge,
  clockTolerance,
  customFetch,
  discovery,
  enableNonRepudiationChecks,
  ResponseBodyError,
  refreshTokenGrant,
} from 'openid-client';
import { KeyNotKnownYet, WELL_KNOWN } from '../caller/issuer-keys.js';
import { InvalidWorkToken, type VerifyWorkToken, type WorkClaims } from '../caller/work-token.js';
import { issuerConfiguration } from './issuer-configuration.js';
import type { SignInAttempt } from './session.js';

/** What a sign-in or a renewal brings. The access token is verified here and goes no further. */
export type Granted = { claims: WorkClaims; refreshToken: string | undefined };

/** The issuer renews no more, or with tokens that are not valid here: the person has to sign in again. */
export class SignInOver extends Error {}

/** The issuer of work accounts, to which the gateway is a confidential client. */
export type WorkSignIn = {
  /** Where the browser signs in; the issuer may offer the account of `hint` first. Rejects while it does not answer. */
  address(attempt: SignInAttempt, hint: string | null): Promise<string>;
  /** Redeems the issuer's answer, which must belong to this attempt. */
  redeem(answer: URLSearchParams, attempt: SignInAttempt): Promise<Granted>;
  /** Rejects with `SignInOver`, or with another error while the issuer does not answer. */
  renew(refreshToken: string): Promise<Granted>;
  /** Where the issuer ends its own session; null where it has no such address. */
  endAddress(): Promise<string | null>;
};

export type WorkSignInSettings = {
  /** `{tenantid}` stands for any tenant. */
  issuer: string;
  discoveryUrl: string;
  clientId: string;
  clientSecret: string;
  /** The API, for which the access token is requested. */
  audience: string;
  publicUrl: string;
  /** Accepts plain http, outside production. */
  insecure: boolean;
};

const TOLERANCE_SECONDS = 60;
/** Errors by which an issuer says that a refresh token is used up (RFC 6749, OpenID Connect Core, Entra ID). */
const RENEWS_NO_MORE = ['invalid_grant', 'interaction_required', 'login_required', 'consent_required'];
/** Codes of the library for an answer that came, with tokens that cannot be used: the next answer will be the same. */
const UNUSABLE_TOKENS = [
  'OAUTH_INVALID_RESPONSE',
  'OAUTH_JWT_CLAIM_COMPARISON_FAILED',
  'OAUTH_JWT_TIMESTAMP_CHECK_FAILED',
  'OAUTH_KEY_SELECTION_FAILED',
  'OAUTH_UNSUPPORTED_OPERATION',
];

/** Signs people in at the issuer by code and PKCE; it is discovered at the first use. */
export function workSignIn(
  settings: WorkSignInSettings,
  { fetch, verify, milliseconds }: { fetch: CustomFetch; verify: VerifyWorkToken; milliseconds(): number },
): WorkSignIn {
  const redirectUri = new URL('/session/callback', settings.publicUrl).href;
  const startPage = new URL('/', settings.publicUrl).href;
  const configured = issuerConfiguration<Configuration>(
    () =>
      discovery(
        serverOf(settings),
        settings.clientId,
        { [clockTolerance]: TOLERANCE_SECONDS },
        listedMethod(settings.clientSecret),
        {
          [customFetch]: fetch,
          // oxlint-disable-next-line typescript/no-deprecated -- marked so that it stands out; there is nothing newer
          execute: [enableNonRepudiationChecks, ...(settings.insecure ? [allowInsecureRequests] : [])],
        },
      ),
    milliseconds,
  );

  const granted = async (tokens: { access_token: string; refresh_token?: string | undefined }): Promise<Granted> => ({
    claims: await verify(tokens.access_token),
    refreshToken: tokens.refresh_token,
  });

  return {
    async address({ state, nonce, verifier, again }, hint) {
      const address = buildAuthorizationUrl(await configured(), {
        redirect_uri: redirectUri,
        scope: `openid profile offline_access ${settings.audience}/access_as_user`,
        code_challenge: await calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
        state,
        nonce,
        ...(again && { prompt: 'login', max_age: '0' }),
        ...(hint !== null && { login_hint: hint }),
      });
      return address.href;
    },

    async redeem(answer, { state, nonce, verifier, again, startedAt }) {
      const tokens = await authorizationCodeGrant(await configured(), new URL(`${redirectUri}?${answer}`), {
        expectedState: state,
        expectedNonce: nonce,
        pkceCodeVerifier: verifier,
        idTokenExpected: true,
      });
      const session = await granted(tokens);
      const { auth_time: signedInAt = startedAt } = session.claims;
      if (again && signedInAt < startedAt - TOLERANCE_SECONDS)
        throw new Error('the issuer did not ask to sign in again');
      return session;
    },

    async renew(refreshToken) {
      const configuration = await configured();
      try {
        return await granted(await refreshTokenGrant(configuration, refreshToken));
      } catch (error) {
        throw isFinal(error) ? new SignInOver(failureForLog(error), { cause: error }) : error;
      }
    },

    async endAddress() {
      const configuration = await configured();
      if (configuration.serverMetadata().end_session_endpoint === undefined) return null;
      return buildEndSessionUrl(configuration, { post_logout_redirect_uri: startPage }).href;
    },
  };
}

/** Whether a renewal that failed would fail again; false while the issuer or its keys cannot be reached. */
function isFinal(error: unknown): boolean {
  if (error instanceof ResponseBodyError) return RENEWS_NO_MORE.includes(error.error);
  if (error instanceof ClientError) return UNUSABLE_TOKENS.includes(String(error.code));
  return error instanceof InvalidWorkToken && !(error.cause instanceof KeyNotKnownYet);
}

/** A template is discovered at an address of its own, by which the library knows that any tenant may answer. */
function serverOf({ issuer, discoveryUrl }: WorkSignInSettings): URL {
  return new URL(issuer.includes('{tenantid}') ? discoveryUrl.replace(WELL_KNOWN, '') : issuer);
}

/** Authenticates the client by a method that discovery lists; where it lists none, by Basic, which is its default. */
function listedMethod(secret: string): ClientAuth {
  const [basic, post] = [ClientSecretBasic(secret), ClientSecretPost(secret)];
  return (server, ...request) => {
    const methods = server.token_endpoint_auth_methods_supported ?? ['client_secret_basic'];
    return (methods.includes('client_secret_basic') ? basic : post)(server, ...request);
  };
}
