import Provider, { type KoaContextWithOIDC } from 'oidc-provider';
import type { MachineAccount, WorkAccount } from './accounts.js';
import { frontendClient, machineClient, WEB_CLIENT, webClient } from './clients.js';
import { endSessionAtOnce } from './end-session.js';
import {
  ACCESS_TOKEN_SECONDS,
  announcePublicAddresses,
  commonSettings,
  type IssuerSettings,
} from './provider-settings.js';
import { DELEGATED_SCOPE, machineClaims, personClaims } from './work-claims.js';

/** The settings of the issuer of work accounts. */
export type WorkProviderSettings = IssuerSettings & {
  issuer: string;
  audience: string;
  frontendOrigins: readonly string[];
  accounts: readonly WorkAccount[];
  machines: readonly MachineAccount[];
};

/** Work accounts and machines; access tokens are JWTs shaped like those of Entra ID. */
export function workProvider(settings: WorkProviderSettings): Provider {
  const { issuer, audience, frontendOrigins, accounts, machines } = settings;
  const accountBySubject = new Map(accounts.map((account) => [account.objectId, account]));
  const machineByClient = new Map(machines.map((machine) => [machine.clientId, machine]));
  const common = commonSettings(settings);
  const delegatedScopes = `${DELEGATED_SCOPE} ${audience}/${DELEGATED_SCOPE}`;
  const scopesOf = (clientId: string) => {
    const machine = machineByClient.get(clientId);
    return machine === undefined ? delegatedScopes : [`${audience}/.default`, ...machine.permissions].join(' ');
  };

  const provider = new Provider(issuer, {
    ...common,
    clients: [frontendClient(frontendOrigins), webClient(frontendOrigins), ...machines.map(machineClient)],
    claims: { openid: ['sub', 'tid', 'oid'], profile: ['name', 'preferred_username'] },
    scopes: ['openid', 'profile'],
    clientBasedCORS: (_ctx, origin) => frontendOrigins.includes(origin),
    findAccount: (_ctx, subject) => {
      const account = accountBySubject.get(subject);
      if (account === undefined) return undefined;
      const { tenantId: tid, objectId: oid, displayName: name, login } = account;
      return { accountId: subject, claims: () => ({ sub: subject, tid, oid, name, preferred_username: login }) };
    },
    extraTokenClaims: (ctx, token) => {
      if (token.kind === 'ClientCredentials') {
        const machine = machineByClient.get(token.clientId ?? '');
        return machine && machineClaims(machine);
      }
      const account = accountBySubject.get(token.accountId);
      return (
        account && personClaims(account, { clientId: token.clientId ?? '', scope: token.scope, ...signedInAt(ctx) })
      );
    },
    // Without the scope offline_access, which the library grants only together with a page of consent.
    issueRefreshToken: (_ctx, client) => client.grantTypeAllowed('refresh_token'),
    expiresWithSession: (_ctx, source) => source.clientId !== WEB_CLIENT.id,
    formats: { customizers: { jwt: (_ctx, _token, parts) => startValidityAtIssue(parts.payload) } },
    features: {
      ...common.features,
      clientCredentials: { enabled: true },
      userinfo: { enabled: false },
      rpInitiatedLogout: { enabled: true, logoutSource: endSessionAtOnce },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => audience,
        useGrantedResource: () => true,
        getResourceServerInfo: (_ctx, _resource, client) => ({
          scope: scopesOf(client.clientId),
          audience,
          accessTokenFormat: 'jwt',
          accessTokenTTL: ACCESS_TOKEN_SECONDS,
          jwt: { sign: { alg: 'RS256' } },
        }),
      },
    },
  });
  announcePublicAddresses(provider, issuer);
  return provider;
}

function signedInAt(ctx: KoaContextWithOIDC): { authTime?: number } {
  const { AuthorizationCode, RefreshToken } = ctx.oidc.entities;
  const authTime = AuthorizationCode?.authTime ?? RefreshToken?.authTime;
  return authTime === undefined ? {} : { authTime };
}

/** Entra ID states `nbf`; the library leaves it out. */
function startValidityAtIssue(payload: Record<string, unknown> | undefined): void {
  if (payload !== undefined) payload.nbf = payload.iat;
}
