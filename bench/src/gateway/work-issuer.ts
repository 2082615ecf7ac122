import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';

/** A user who calls. */
export type WorkAccount = { tenantId: string; objectId: string; login: string };

/** An issuer of work accounts: it signs as many tokens as a run needs, each of them used once. */
export type WorkIssuer = {
  /** The settings of a gateway that accepts its tokens. */
  settings: { WORK_ISSUER: string; WORK_AUDIENCE: string; PLATFORM_TENANT_ID: string };
  /** The values of `Authorization` headers, no two alike. */
  authorizations(count: number): Promise<string[]>;
  stop(): Promise<void>;
};

const AUDIENCE = 'api://skill-link';
const KEY_ID = 'bench';
/** The client that its tokens name. */
export const BENCH_CLIENT = 'skill-link-bench';
const LIFETIME_SECONDS = 3600;

/** Starts an issuer whose tokens are those of one account, signed with RS256 as Entra ID signs. */
export async function startWorkIssuer(account: WorkAccount, platformTenantId: string): Promise<WorkIssuer> {
  const { publicKey, privateKey } = await generateKeyPair('RS256');
  const keys = { keys: [{ ...(await exportJWK(publicKey)), kid: KEY_ID, alg: 'RS256', use: 'sig' }] };
  const server = createServer((request, response) => {
    const document = request.url === '/keys' ? keys : { issuer: issuer(), jwks_uri: `${issuer()}/keys` };
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(document));
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const issuer = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  async function authorization(now: number): Promise<string> {
    const { tenantId: tid, objectId: oid, login } = account;
    const claims = {
      tid,
      oid,
      preferred_username: login,
      azp: BENCH_CLIENT,
      ver: '2.0',
      scp: 'access_as_user',
      auth_time: now,
    };
    const token = await new SignJWT(claims)
      .setProtectedHeader({ alg: 'RS256', typ: 'at+jwt', kid: KEY_ID })
      .setIssuer(issuer())
      .setSubject(oid)
      .setAudience(AUDIENCE)
      .setJti(randomUUID())
      .setIssuedAt(now)
      .setNotBefore(now)
      .setExpirationTime(now + LIFETIME_SECONDS)
      .sign(privateKey);
    return `Bearer ${token}`;
  }

  return {
    settings: { WORK_ISSUER: issuer(), WORK_AUDIENCE: AUDIENCE, PLATFORM_TENANT_ID: platformTenantId },
    authorizations: (count) => {
      const now = Math.floor(Date.now() / 1000);
      return Promise.all(Array.from({ length: count }, () => authorization(now)));
    },
    stop: async () => {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}
