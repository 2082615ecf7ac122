import { failureForLog } from '@app/subgraph-kit/callers/failure-for-log';
import { type Clock, systemClock } from '@app/subgraph-kit/processes/clock';
import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  ClientSecretBasic,
  ClientSecretPost,
  Configuration,
  calculatePKCECodeChallenge,
  clockSkew,
  clockTolerance,
  customFetch,
  fetchUserInfo,
  type ServerMetadata,
} from 'openid-client';
import { accountName } from '../domain/account-name.js';
import type { LearningSource } from '../domain/learning-source.js';
import { type ProfileId, readClaimedProfile } from '../domain/profile-id.js';
import type { SignInProblem } from '../domain/sign-in-problem.js';
import { DEFAULT_EXCHANGE_SECONDS, DEFAULT_PROMPT, type SignInPrompt } from '../domain/sign-in-request.js';
import { type BoundedFetch, before, boundedFetch } from './bounded-fetch.js';
import { withExactNumbers } from './exact-json.js';
import { type ProviderKeys, providerKeys, verifyIdToken } from './id-token.js';
import { problemOf } from './provider-error.js';
import { discoverProvider, type ProviderAddress, type ProviderMetadata } from './provider-metadata.js';

export type LearningProviderSettings = ProviderAddress & {
  source: LearningSource;
  clientId: string;
  clientSecret: string;
  /** The claim that holds the profile id. */
  profileClaim: string;
  /** The `prompt` of the request; null sends none. Microsoft rejects two values at once. */
  prompt?: SignInPrompt | null;
  /** Milliseconds for the whole exchange: keys, code, userinfo. */
  exchangeTimeout?: number;
  /** The address to which the provider sends browsers back. */
  redirectUri: string;
};

/** The values that bind one sign-in: sent with the request, and required in the response. */
export type SignInSecrets = { state: string; nonce: string; verifier: string };

export type SignInOutcome =
  | { kind: 'proved'; issuer: string; subject: string; profileId: ProfileId; accountName: string | null }
  | { kind: 'failed'; problem: SignInProblem; why: string };

type Claims = Readonly<Record<string, unknown>>;

/** A learning source's OpenID provider, as a relying party sees it. */
export type LearningProvider = {
  /** Milliseconds within which `redeem` ends. */
  readonly exchangeTimeout: number;
  authorizationUrl(secrets: SignInSecrets): Promise<URL>;
  /** Redeems the provider's response, once. Never throws: a failure is an outcome. */
  redeem(answer: URLSearchParams, secrets: SignInSecrets, openedAt: Date): Promise<SignInOutcome>;
};

/** Includes discovery only: a browser waits for the address of the provider. */
const OPENING_MILLISECONDS = 3_500;
const DISCOVERY_KEPT_MILLISECONDS = 10 * 60_000;

/** Discovery runs at the first use and is cached for ten minutes, so the provider may be unavailable at the start. */
export function learningProvider(settings: LearningProviderSettings, clock: Clock): LearningProvider {
  const { prompt = DEFAULT_PROMPT, exchangeTimeout = DEFAULT_EXCHANGE_SECONDS * 1000 } = settings;
  const exchangeFetch = () => boundedFetch(AbortSignal.timeout(exchangeTimeout));
  let known: { metadata: ProviderMetadata; keys: ProviderKeys; until: number } | undefined;

  async function discovered(fetch: BoundedFetch) {
    if (known === undefined || performance.now() > known.until) {
      const metadata = await discoverProvider(settings, fetch);
      const keys =
        known?.metadata.jwks_uri === metadata.jwks_uri
          ? known.keys
          : providerKeys(metadata.jwks_uri, settings.issuer, exchangeFetch, exchangeTimeout);
      known = { metadata, keys, until: performance.now() + DISCOVERY_KEPT_MILLISECONDS };
    }
    return known;
  }

  function clientOf(metadata: ProviderMetadata, fetch: BoundedFetch): Configuration {
    const methods = metadata.token_endpoint_auth_methods_supported ?? ['client_secret_basic'];
    const authentication = methods.includes('client_secret_basic') ? ClientSecretBasic : ClientSecretPost;
    // openid-client reads the system clock; this is its difference from the clock of the process.
    const skew = Math.round((clock.now().getTime() - systemClock.now().getTime()) / 1000);
    const client = new Configuration(
      metadata as ServerMetadata,
      settings.clientId,
      { [clockSkew]: skew, [clockTolerance]: 60 },
      authentication(settings.clientSecret),
    );
    const { userinfo_endpoint: userInfo } = metadata;
    const userInfoUrl = userInfo === undefined ? undefined : new URL(userInfo).href;
    client[customFetch] = async (url, options) => {
      const response = await fetch(url, options);
      return url === userInfoUrl ? withExactNumbers(response) : response;
    };
    // oxlint-disable-next-line typescript/no-deprecated -- marked so that it stands out; there is nothing newer
    if (settings.insecure) allowInsecureRequests(client);
    return client;
  }

  return {
    exchangeTimeout,

    async authorizationUrl({ state, nonce, verifier }) {
      const fetch = boundedFetch(AbortSignal.timeout(OPENING_MILLISECONDS));
      const { metadata } = await discovered(fetch);
      return buildAuthorizationUrl(clientOf(metadata, fetch), {
        redirect_uri: settings.redirectUri,
        response_type: 'code',
        scope: 'openid profile',
        code_challenge: await calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
        state,
        nonce,
        ...(prompt !== null && { prompt }),
        max_age: '0',
      });
    },

    async redeem(answer, { state, nonce, verifier }, openedAt) {
      try {
        const deadline = AbortSignal.timeout(exchangeTimeout);
        const fetch = boundedFetch(deadline);
        const { metadata, keys } = await discovered(fetch);
        const client = clientOf(metadata, fetch);
        const returned = new URL(`${settings.redirectUri}?${answer}`);
        const tokens = await authorizationCodeGrant(client, returned, {
          expectedState: state,
          expectedNonce: nonce,
          pkceCodeVerifier: verifier,
          idTokenExpected: true,
        });
        const verified = verifyIdToken(tokens.id_token ?? '', keys, {
          issuer: settings.issuer,
          clientId: settings.clientId,
          algorithms: metadata.id_token_signing_alg_values_supported,
          openedAt,
          now: clock.now(),
        });
        const { subject, claims } = await before(deadline, verified);
        // Always read: two claims that differ prove nothing.
        const userInfo: Record<string, unknown> =
          metadata.userinfo_endpoint === undefined ? {} : await fetchUserInfo(client, tokens.access_token, subject);
        return outcomeOf(subject, claims, userInfo);
      } catch (error) {
        return { kind: 'failed', problem: problemOf(error), why: failureForLog(error) };
      }
    },
  };

  function outcomeOf(subject: string, idToken: Claims, userInfo: Claims): SignInOutcome {
    const claim = settings.profileClaim;
    const profile = readClaimedProfile(settings.source, { idToken: idToken[claim], userInfo: userInfo[claim] });
    const { issuer } = settings;
    switch (profile.kind) {
      case 'profile': {
        const { profileId } = profile;
        return { kind: 'proved', issuer, subject, profileId, accountName: accountName(idToken, userInfo) };
      }
      case 'claims-disagree':
        return { kind: 'failed', problem: 'SIGN_IN_FAILED', why: 'the claims disagree' };
      default:
        return { kind: 'failed', problem: profile.kind, why: 'the claim' };
    }
  }
}
