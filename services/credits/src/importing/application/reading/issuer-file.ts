import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { type CryptoKey, createRemoteJWKSet, importJWK, type JWK } from 'jose';
import { parse } from 'yaml';
import { z } from 'zod';
import type { Catalog } from '../../../catalog/domain/catalog.js';
import type { Issuer } from '../../domain/issuer.js';
import { FileRejected } from './row-format.js';

/** The algorithms of signatures that are accepted, with the form of their keys. */
const ALGORITHMS = { RS256: 'RSA', ES256: 'P-256', EdDSA: 'Ed25519' } as const;

export type Algorithm = keyof typeof ALGORITHMS;
export type IssuerKey = { readonly algorithm: Algorithm; readonly key: CryptoKey };

/** A listed issuer with the keys that may sign its badges. Keys in a badge itself are never used. */
export type TrustedIssuer = { readonly issuer: Issuer; readonly keys: readonly IssuerKey[] };
export type TrustedIssuers = ReadonlyMap<string, TrustedIssuer>;

const listed = z.strictObject({
  id: z.string().min(1),
  source: z.enum(['MICROSOFT_LEARN', 'PARTNER_UNIVERSITY']),
  keys: z.union([z.strictObject({ file: z.string().min(1) }), z.strictObject({ url: z.url() })]),
  profileId: z.union([
    z.strictObject({ identityType: z.string().min(1) }),
    z.strictObject({ subjectPrefix: z.string().min(1) }),
  ]),
  achievements: z.record(z.string(), z.string()),
});
const issuerList = z.strictObject({ issuers: z.array(listed).min(1) });
const keySet = z.union([
  z.object({ keys: z.array(z.looseObject({ kty: z.string() })).min(1) }).transform(({ keys }) => keys),
  z.looseObject({ kty: z.string() }).transform((key) => [key]),
]);

const KEY_TIMEOUT_MILLISECONDS = 10_000;
const SHORTEST_RSA_KEY = 2048;

/** Reads the file of accepted issuers, and their keys. */
export async function readIssuers(path: string, catalog: Catalog): Promise<TrustedIssuers> {
  const { issuers } = await readAs(issuerList, path, 'file of issuers');
  const trusted = new Map<string, TrustedIssuer>();
  for (const { id, source, keys, profileId, achievements } of issuers) {
    if (trusted.has(id)) throw new FileRejected(`The file of issuers lists ${id} twice.`);
    const credentials = new Map(
      Object.entries(achievements).map(([name, code]) => [name, findCredential(catalog, code, { source, id })]),
    );
    const identityType = 'identityType' in profileId ? profileId.identityType : null;
    const subjectPrefix = 'subjectPrefix' in profileId ? profileId.subjectPrefix : null;
    const found = 'file' in keys ? await keysOfFile(resolve(dirname(path), keys.file)) : await keysAt(keys.url);
    const usable = await Promise.all(found.map((key) => importKey(key, id)));
    const issuer = { id, source, identityType, subjectPrefix, credentials };
    trusted.set(id, { issuer, keys: usable.flatMap((key) => key ?? []) });
  }
  for (const [id, { keys }] of trusted) {
    if (keys.length === 0)
      throw new FileRejected(`The keys of ${id} have none for ${Object.keys(ALGORITHMS).join(', ')}.`);
  }
  return trusted;
}

/** The code under which an achievement is recorded: that of the credential, also for its exam. */
function findCredential(catalog: Catalog, code: string, { source, id }: Pick<Issuer, 'source' | 'id'>): string {
  const credential = catalog.reported(code);
  if (!credential) throw new FileRejected(`The file of issuers: ${code} of ${id} is not in the catalog.`);
  if (credential.source !== source) {
    throw new FileRejected(`The file of issuers: ${code} of ${id} belongs to ${credential.source}, not to ${source}.`);
  }
  return credential.code;
}

async function keysOfFile(path: string): Promise<JWK[]> {
  return readAs(keySet, path, 'file of keys');
}

async function keysAt(address: string): Promise<JWK[]> {
  const url = new URL(address);
  const isLoopback = ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLoopback)) {
    throw new FileRejected(`The keys at ${address} must come over https.`);
  }
  const remote = createRemoteJWKSet(url, { timeoutDuration: KEY_TIMEOUT_MILLISECONDS });
  try {
    await remote.reload();
  } catch (error) {
    throw new Error(`The keys at ${address} cannot be read: ${(error as Error).message}`, { cause: error });
  }
  return remote.jwks()?.keys ?? [];
}

/** Imports a public key; undefined when it is for another algorithm or use. */
async function importKey(jwk: JWK, issuer: string): Promise<IssuerKey | undefined> {
  if (jwk.d !== undefined || jwk.kty === 'oct') {
    throw new FileRejected(`The keys of ${issuer} contain a private or secret key. List public keys only.`);
  }
  const form = jwk.kty === 'RSA' ? 'RSA' : jwk.crv;
  const algorithm = (Object.keys(ALGORITHMS) as Algorithm[]).find((name) => ALGORITHMS[name] === form);
  const isOther = (jwk.use ?? 'sig') !== 'sig' || (jwk.alg !== undefined && jwk.alg !== algorithm);
  if (algorithm === undefined || isOther) return undefined;
  const key = (await importJWK(jwk, algorithm).catch(() => {
    throw new FileRejected(`The keys of ${issuer} contain one that is malformed.`);
  })) as CryptoKey;
  const { modulusLength = SHORTEST_RSA_KEY } = key.algorithm as { modulusLength?: number };
  if (modulusLength < SHORTEST_RSA_KEY) {
    throw new FileRejected(`The keys of ${issuer} contain an RSA key of fewer than ${SHORTEST_RSA_KEY} bits.`);
  }
  return { algorithm, key };
}

async function readAs<T>(form: z.ZodType<T>, path: string, what: string): Promise<T> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    throw new FileRejected(`The ${what} ${path} cannot be read (${(error as NodeJS.ErrnoException).code}).`);
  });
  const read = form.safeParse(contentOf(text, what, path));
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  throw new FileRejected(`The ${what} ${path}: ${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'malformed'}`);
}

/** JSON is YAML too. */
function contentOf(text: string, what: string, path: string): unknown {
  try {
    return parse(text);
  } catch {
    throw new FileRejected(`The ${what} ${path} is neither YAML nor JSON.`);
  }
}
