import Provider from 'oidc-provider';
import type { LearningAccount } from './accounts.js';
import { learningClient } from './clients.js';
import { announcePublicAddresses, commonSettings, type IssuerSettings } from './provider-settings.js';

/** The settings of the issuer of a learning source. */
export type LearningProviderSettings = IssuerSettings & {
  issuer: string;
  gatewayUrl: string;
  client: { id: string; secret: string };
  /** The claim that carries the profile id; absent for an account without one. */
  profileClaim: 'mcid' | 'partner_university_id';
  accounts: readonly LearningAccount[];
};

/** One learning source: ID token and userinfo carry the profile id, access tokens are opaque. */
export function learningProvider(settings: LearningProviderSettings): Provider {
  const { issuer, gatewayUrl, client, profileClaim, accounts } = settings;
  const accountBySubject = new Map(accounts.map((account) => [account.subject, account]));
  const provider = new Provider(issuer, {
    ...commonSettings(settings),
    clients: [learningClient(client, gatewayUrl)],
    claims: { openid: ['sub', profileClaim], profile: ['name'], email: ['email'] },
    scopes: ['openid', 'profile', 'email'],
    clientBasedCORS: () => false,
    findAccount: (_ctx, subject) => {
      const account = accountBySubject.get(subject);
      if (account === undefined) return undefined;
      const profile = account.profileId === null ? {} : { [profileClaim]: account.profileId };
      return {
        accountId: subject,
        claims: () => ({ sub: subject, name: account.displayName, email: account.login, ...profile }),
      };
    },
  });
  announcePublicAddresses(provider, issuer);
  return provider;
}
