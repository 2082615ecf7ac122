import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { exportJWK, generateKeyPair } from 'jose';
import { z } from 'zod';

const secrets = z.object({
  postgresPassword: z.string(),
  identityAppPassword: z.string(),
  identityWorkerPassword: z.string(),
  associationAppPassword: z.string(),
  associationWorkerPassword: z.string(),
  creditsAppPassword: z.string(),
  creditsWorkerPassword: z.string(),
  internalSigningKey: z.string(),
  internalVerifyKey: z.string(),
  eventSigningSecret: z.string(),
  sessionSecret: z.string(),
});

/** Secrets that are generated at the first start and kept beside the data, readable for the owner only. */
export type Secrets = z.infer<typeof secrets>;

/** Those of a folder, with what an earlier version did not need yet. */
export async function keptSecrets(dataDir: string): Promise<Secrets> {
  const file = join(dataDir, 'secrets.json');
  const kept = existsSync(file) ? secrets.partial().parse(JSON.parse(readFileSync(file, 'utf8'))) : {};
  const complete = secrets.parse({ ...(await makeSecrets()), ...kept });
  const isNew = Object.keys(complete).some((name) => !Object.hasOwn(kept, name));
  if (isNew) writeFileSync(file, `${JSON.stringify(complete, null, 2)}\n`, { mode: 0o600 });
  return complete;
}

async function makeSecrets(): Promise<Secrets> {
  const pair = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true });
  const random = (): string => randomBytes(24).toString('base64url');
  return {
    postgresPassword: random(),
    identityAppPassword: random(),
    identityWorkerPassword: random(),
    associationAppPassword: random(),
    associationWorkerPassword: random(),
    creditsAppPassword: random(),
    creditsWorkerPassword: random(),
    internalSigningKey: JSON.stringify(await exportJWK(pair.privateKey)),
    internalVerifyKey: JSON.stringify(await exportJWK(pair.publicKey)),
    eventSigningSecret: random(),
    sessionSecret: random(),
  };
}
