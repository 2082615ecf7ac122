import { exportJWK, generateKeyPair } from 'jose';

/** The keys of identity tokens, as texts of the settings. */
type StackKeys = { INTERNAL_SIGNING_KEY: string; INTERNAL_VERIFY_KEY: string };

const KEYS = Symbol.for('skill-link.stack-keys');
const holder = process as { [KEYS]?: Promise<StackKeys> };

/** One pair for the kept stack of a process, so that a test can add a gateway, or ask a service itself. */
export function stackKeys(): Promise<StackKeys> {
  holder[KEYS] ??= newKeys();
  return holder[KEYS];
}

async function newKeys(): Promise<StackKeys> {
  const pair = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true });
  return {
    INTERNAL_SIGNING_KEY: JSON.stringify(await exportJWK(pair.privateKey)),
    INTERNAL_VERIFY_KEY: JSON.stringify(await exportJWK(pair.publicKey)),
  };
}
