import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Clock } from '@app/subgraph-kit/processes/clock';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';

export const AUDIENCE = 'api://skill-link';

/** Issues work-account tokens by the clock of the test. */
export async function startWorkIssuer(clock: Clock) {
  const { privateKey, publicKey } = await generateKeyPair('ES256');
  const kid = 'work-key';
  const jwk = { ...(await exportJWK(publicKey)), kid, alg: 'ES256', use: 'sig' };
  const server = createServer((request, response) => {
    response.setHeader('content-type', 'application/json');
    const isDiscovery = request.url?.endsWith('/.well-known/openid-configuration');
    response.end(JSON.stringify(isDiscovery ? { issuer, jwks_uri: `${issuer}/keys` } : { keys: [jwk] }));
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    issuer,
    /** Signed in now, unless `auth_time` says otherwise. */
    sign: (claims: Record<string, unknown>): Promise<string> => {
      const now = Math.floor(clock.now().getTime() / 1000);
      return new SignJWT({ auth_time: now, ...claims })
        .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', kid })
        .setIssuer(issuer)
        .setAudience(AUDIENCE)
        .setIssuedAt(now)
        .setExpirationTime(now + 3_600)
        .setSubject('subject')
        .sign(privateKey);
    },
    stop: async (): Promise<void> => {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}
