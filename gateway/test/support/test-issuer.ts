import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type CryptoKey, exportJWK, generateKeyPair, type JWK, SignJWT } from 'jose';

export const AUDIENCE = 'api://skill-link';
export const TENANT = '5d1f0d5c-2f6e-4f0a-9d6e-1f2a3b4c5d6e';
export const PLATFORM_TENANT = '0a0b0c0d-1111-4222-8333-444455556666';

type Key = { kid: string; privateKey: CryptoKey; jwk: JWK };
type Claims = Record<string, unknown>;
type Signing = { issuer?: string; audience?: string; key?: Key; expiresIn?: number; notBefore?: number; alg?: string };

/** A work issuer over HTTP whose keys can rotate, and which can fail in several ways. */
export type TestIssuer = {
  issuer: string;
  discoveryUrl: string;
  /** The number of requests for the keys. */
  keyRequests(): number;
  rotate(): Promise<void>;
  /**
   * Publishes one more key; `issuer` is the issuer that its entry names. With a key, publishes one more entry for it.
   */
  publish(issuer?: unknown, of?: Partial<Key>): Promise<Key>;
  unknownKey(): Promise<Key>;
  /** Answers requests for tokens, which are rejected otherwise. */
  grant(answer: () => Promise<Record<string, unknown>>): void;
  /** Replaces the answer to requests for the keys. */
  behave(how: (response: ServerResponse) => boolean): void;
  sign(claims: Claims, signing?: Signing): Promise<string>;
  /** A person's token. */
  person(oid: string, more?: Claims, signing?: Signing): Promise<string>;
  machine(roles: string[], more?: Claims): Promise<string>;
  stop(): Promise<void>;
};

async function newKey(): Promise<Key> {
  const { privateKey, publicKey } = await generateKeyPair('RS256', { extractable: true });
  const kid = crypto.randomUUID();
  return { kid, privateKey, jwk: { ...(await exportJWK(publicKey)), kid, alg: 'RS256', use: 'sig' } };
}

/**
 * With a template, discovery is at a fixed address and tokens name the issuer of their tenant. With a tenant, the issuer
 * is that tenant's alone.
 */
export async function startTestIssuer(options: { template?: boolean; tenant?: string } = {}): Promise<TestIssuer> {
  let key = await newKey();
  const published: JWK[] = [];
  let keyRequests = 0;
  let granting = async (): Promise<Record<string, unknown>> => ({});
  let behavior: (response: ServerResponse) => boolean = () => false;
  const server = createServer((request, response) => {
    response.setHeader('content-type', 'application/json');
    if (request.url?.endsWith('/.well-known/openid-configuration')) {
      const endpoints = { token_endpoint: `${url}/token`, authorization_endpoint: `${url}/auth` };
      response.end(JSON.stringify({ issuer, jwks_uri: `${url}/keys`, ...endpoints }));
      return;
    }
    if (request.url === '/token') {
      void granting().then((tokens) => response.end(JSON.stringify({ token_type: 'Bearer', ...tokens })));
      return;
    }
    keyRequests++;
    if (!behavior(response)) response.end(JSON.stringify({ keys: [key.jwk, ...published] }));
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const tenant = options.template ? '{tenantid}' : options.tenant;
  const issuer = tenant === undefined ? `${url}/work` : `${url}/${tenant}/v2.0`;

  const sign = async (claims: Claims, signing: Signing = {}) => {
    const now = Math.floor(Date.now() / 1000);
    const by = signing.key ?? key;
    return new SignJWT(claims)
      .setProtectedHeader({ alg: signing.alg ?? 'RS256', typ: 'at+jwt', kid: by.kid })
      .setIssuer(signing.issuer ?? issuer.replace('{tenantid}', String(claims.tid)))
      .setAudience(signing.audience ?? AUDIENCE)
      .setIssuedAt(now)
      .setNotBefore(now + (signing.notBefore ?? 0))
      .setExpirationTime(now + (signing.expiresIn ?? 3600))
      .setSubject('subject')
      .sign(by.privateKey);
  };
  return {
    issuer,
    discoveryUrl: options.template ? `${url}/common` : issuer,
    keyRequests: () => keyRequests,
    rotate: async () => {
      key = await newKey();
    },
    publish: async (named, of = {}) => {
      const another = await newKey();
      Object.assign(another, of);
      another.jwk = { ...another.jwk, kid: another.kid };
      published.push(named === undefined ? another.jwk : ({ ...another.jwk, issuer: named } as JWK));
      return another;
    },
    unknownKey: async () => ({ ...(await newKey()), kid: key.kid }),
    grant: (answer) => {
      granting = answer;
    },
    behave: (how) => {
      behavior = how;
    },
    sign,
    person: (oid, more = {}, signing = {}) =>
      sign(
        { tid: TENANT, oid, preferred_username: `${oid}@contoso.example`, scp: 'access_as_user', azp: 'web', ...more },
        signing,
      ),
    machine: (roles, more = {}) =>
      sign({ tid: TENANT, oid: 'machine-object', idtyp: 'app', azp: 'feed', roles, ...more }),
    stop: async () => {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}
