import { createPrivateKey, createPublicKey, type JsonWebKey } from 'node:crypto';
import { accessSync, constants, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { compile } from '@fastify/proxy-addr';
import { z } from 'zod';

const PRIVATE = 'a private Ed25519 key as a JWK ({"kty":"OKP","crv":"Ed25519","x":…,"d":…})';
const PUBLIC = 'a public Ed25519 key as a JWK ({"kty":"OKP","crv":"Ed25519","x":…})';
const DATABASE = 'the address of a PostgreSQL database, postgresql://…';

/** The private key that signs identity tokens. */
export function signingKey() {
  return z.string(PRIVATE).refine((text) => publicHalf(text) !== undefined, PRIVATE);
}

/** The public key that verifies identity tokens. Rejects a private key, which would let a service sign. */
export function verifyKey() {
  return z
    .string(PUBLIC)
    .refine((text) => isPublicKey(text), PUBLIC)
    .refine((text) => jwkOf(text)?.d === undefined, `${PUBLIC}: this one is private, and the gateway's alone`);
}

/** Whether two valid keys are not the halves of one pair. */
export function isKeyMismatch(privateText: string, publicText: string): boolean {
  const half = publicHalf(privateText);
  return half !== undefined && isPublicKey(publicText) && half !== jwkOf(publicText)?.x;
}

/** A database URL; `role` describes the account of the process. */
export function databaseUrl(role: string) {
  return z.string(`the database as ${role}`).refine(isDatabaseUrl, DATABASE);
}

/** Proxies by address or network (CIDR), separated by commas; none by default. */
export function trustedProxies() {
  const meaning = 'addresses or networks such as 10.0.0.0/8, separated by commas';
  return z
    .string(meaning)
    .default('')
    .transform((list) => (list === '' ? [] : list.split(',').map((proxy) => proxy.trim())))
    .refine(areProxies, meaning);
}

/** One secret, or during a rotation two, separated by a comma or white space; the first is the new one. */
export function rotatedSecret() {
  const meaning = 'one secret of at least 32 characters, or two, the new one first';
  return z
    .string(meaning)
    .transform((text) => text.split(/[\s,]+/).filter(Boolean))
    .refine((secrets) => [1, 2].includes(secrets.length) && secrets.every(({ length }) => length >= 32), meaning);
}

/** A folder that holds these files; as an absolute path. */
export function folderWith(...files: string[]) {
  const meaning = `a folder with ${files.join(' and ')}, which this process can read`;
  return z
    .string(meaning)
    .refine((path) => files.every((file) => isReadable(join(path, file))), meaning)
    .transform((path) => resolve(path));
}

/** A file that holds a JSON object. */
export function jsonFile(meaning: string) {
  return z.string(meaning).refine(holdsJsonObject, `${meaning}: names no JSON file that this process can read`);
}

function areProxies(list: string[]): boolean {
  try {
    compile(list);
    return true;
  } catch {
    return false;
  }
}

function jwkOf(text: string): JsonWebKey | undefined {
  try {
    const key = JSON.parse(text) as JsonWebKey | null;
    return key?.kty === 'OKP' && key.crv === 'Ed25519' ? key : undefined;
  } catch {
    return undefined;
  }
}

function isPublicKey(text: string): boolean {
  const key = jwkOf(text);
  if (key === undefined) return false;
  try {
    createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: key.x ?? '' }, format: 'jwk' });
    return true;
  } catch {
    return false;
  }
}

/** `x` of a private key whose parts match. */
function publicHalf(text: string): string | undefined {
  const key = jwkOf(text);
  if (key === undefined) return undefined;
  try {
    const { x } = createPublicKey(createPrivateKey({ key, format: 'jwk' })).export({ format: 'jwk' });
    return x === key.x ? x : undefined;
  } catch {
    return undefined;
  }
}

function isDatabaseUrl(text: string): boolean {
  if (!/^postgres(ql)?:\/\//.test(text) || !URL.canParse(text)) return false;
  try {
    // The driver decodes these parts.
    const { username, password, pathname } = new URL(text);
    return [username, password, pathname].map(decodeURIComponent).length === 3;
  } catch {
    return false;
  }
}

function isReadable(path: string): boolean {
  try {
    accessSync(path, constants.R_OK);
    return true;
  } catch {
    return false;
  }
}

function holdsJsonObject(path: string): boolean {
  try {
    const content: unknown = JSON.parse(readFileSync(path, 'utf8'));
    return typeof content === 'object' && content !== null && !Array.isArray(content);
  } catch {
    return false;
  }
}
