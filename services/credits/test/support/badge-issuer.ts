import { randomUUID } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CompactSign, exportJWK, type GenerateKeyPairResult, generateKeyPair, type JWK } from 'jose';

export const ISSUER = 'https://badges.example.org/issuers/1';
export const ADMINISTRATOR = 'https://badges.example.org/achievements/azure-administrator';

type Keys = GenerateKeyPairResult;

/** An issuer of badges with a key for each algorithm. */
export type BadgeIssuer = {
  readonly keys: Readonly<Record<'RS256' | 'ES256' | 'EdDSA', Keys>>;
  readonly jwks: { keys: JWK[] };
  sign(payload: object, options?: { algorithm?: string; key?: Keys['privateKey']; header?: object }): Promise<string>;
};

export async function badgeIssuer(): Promise<BadgeIssuer> {
  const keys = {
    RS256: await generateKeyPair('RS256', { extractable: true }),
    ES256: await generateKeyPair('ES256', { extractable: true }),
    EdDSA: await generateKeyPair('EdDSA', { extractable: true }),
  };
  const jwks = {
    keys: await Promise.all(
      Object.values(keys).map(async ({ publicKey }, index) => ({
        ...(await exportJWK(publicKey)),
        kid: `key-${index}`,
      })),
    ),
  };
  return {
    keys,
    jwks,
    sign(payload, { algorithm = 'EdDSA', key, header = {} } = {}) {
      const own = keys[algorithm as keyof typeof keys];
      const text = new TextEncoder().encode(JSON.stringify(payload));
      const protectedHeader = { alg: algorithm, typ: 'JWT', kid: `${ISSUER}/keys#1`, ...header };
      return new CompactSign(text).setProtectedHeader(protectedHeader).sign(key ?? own.privateKey);
    },
  };
}

/** A badge with its claims as Open Badges 3.0 signs them; changes replace properties of the credential. */
export function badge(profileId: string, changes: Record<string, unknown> = {}): Record<string, unknown> {
  const credential: Record<string, unknown> = {
    '@context': ['https://www.w3.org/ns/credentials/v2', 'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json'],
    id: `urn:uuid:${randomUUID()}`,
    type: ['VerifiableCredential', 'OpenBadgeCredential'],
    issuer: { id: ISSUER, type: ['Profile'], name: 'Contoso Badges' },
    validFrom: '2026-05-04T10:00:22Z',
    validUntil: '2027-05-04T10:00:22Z',
    credentialSubject: {
      ...{ id: `urn:mcid:${profileId}`, type: ['AchievementSubject'] },
      identifier: [{ type: 'IdentityObject', identityType: 'ext:mcid', identityHash: profileId, hashed: false }],
      achievement: { id: ADMINISTRATOR, type: ['Achievement'], name: 'Azure Administrator' },
    },
    ...changes,
  };
  return credential;
}

/** The payload of a token: the registered claims, beside the credential or around it (`vc`). */
export function claimsOf(
  credential: Record<string, unknown>,
  changes: Record<string, unknown> = {},
  around = false,
): object {
  const { id: jti, validFrom, validUntil, credentialSubject } = credential;
  const seconds = (text: unknown) => (typeof text === 'string' ? Math.floor(Date.parse(text) / 1000) : undefined);
  const sub = (credentialSubject as { id?: string } | undefined)?.id;
  const claims = { iss: ISSUER, jti, sub, nbf: seconds(validFrom), exp: seconds(validUntil), ...changes };
  return around ? { ...claims, vc: credential } : { ...credential, ...claims };
}

/** Writes the file of accepted issuers with its keys, and those of other such files. */
export async function issuersFile(
  folder: string,
  { jwks }: Pick<BadgeIssuer, 'jwks'>,
  changes: object = {},
  others: readonly string[] = [],
): Promise<string> {
  const name = randomUUID();
  await writeFile(join(folder, `${name}.keys.json`), JSON.stringify(jwks));
  const path = join(folder, `${name}.issuers.json`);
  const issuer = {
    id: ISSUER,
    source: 'MICROSOFT_LEARN',
    keys: { file: `${name}.keys.json` },
    profileId: { identityType: 'ext:mcid' },
    achievements: { [ADMINISTRATOR]: 'AZ-ADMIN' },
    ...changes,
  };
  const more = await Promise.all(
    others.map(async (file) => JSON.parse(await readFile(file, 'utf8')).issuers as object[]),
  );
  await writeFile(path, JSON.stringify({ issuers: [issuer, ...more.flat()] }));
  return path;
}
