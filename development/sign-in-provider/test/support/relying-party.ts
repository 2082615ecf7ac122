import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as client from 'openid-client';

/** A page at the redirect URI, so that a browser has somewhere to arrive. */
export async function startRelyingParty(): Promise<{ url: string; stop(): Promise<void> }> {
  const server = createServer((_request, response) => response.end('arrived'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Starts an authorization request as the association service does, and finishes it from the address reached. */
export async function beginCodeFlow(
  issuer: string,
  {
    id,
    secret,
    authentication,
    redirectUri,
    parameters,
  }: {
    id: string;
    secret?: string;
    authentication?: client.ClientAuth;
    redirectUri: string;
    parameters?: Record<string, string>;
  },
) {
  const configuration = await client.discovery(
    new URL(issuer),
    id,
    secret,
    authentication ?? (secret ? undefined : client.None()),
    {
      // oxlint-disable-next-line typescript/no-deprecated -- marked so that it stands out; there is nothing newer
      execute: [client.allowInsecureRequests],
    },
  );
  const pkceCodeVerifier = client.randomPKCECodeVerifier();
  const expectedState = client.randomState();
  const expectedNonce = client.randomNonce();
  const url = client.buildAuthorizationUrl(configuration, {
    redirect_uri: redirectUri,
    scope: 'openid',
    code_challenge: await client.calculatePKCECodeChallenge(pkceCodeVerifier),
    code_challenge_method: 'S256',
    state: expectedState,
    nonce: expectedNonce,
    ...parameters,
  });
  return {
    url: url.href,
    configuration,
    finish: (reached: string, checks: { maxAge?: number } = {}) =>
      client.authorizationCodeGrant(configuration, new URL(reached), {
        pkceCodeVerifier,
        expectedState,
        expectedNonce,
        ...checks,
      }),
  };
}
