import type { Caller } from '@app/subgraph-kit/callers/caller';
import { serviceUnavailable, unauthenticated } from '@app/subgraph-kit/graphql/errors';
import type { Logger } from 'pino';
import type { IdentifyCaller } from './identify-caller.js';
import { KeysUnavailable } from './issuer-keys.js';
import { InvalidWorkToken, type VerifyWorkToken, type WorkClaims } from './work-token.js';

/**
 * Establishes the caller of a request by its Authorization header alone; throws the coded error that rejects the whole
 * request.
 */
export type EstablishCaller = (authorization: string | undefined, requestId: string) => Promise<Caller>;

/** Establishes callers by their work-account tokens. */
export function establishCaller(source: {
  verify: VerifyWorkToken;
  identify: IdentifyCaller;
  log: Logger;
}): EstablishCaller {
  return async (authorization, requestId) => {
    if (authorization === undefined) return { kind: 'anonymous' };
    return source.identify(await verified(authorization, requestId), requestId);
  };

  async function verified(authorization: string, requestId: string): Promise<WorkClaims> {
    const token = /^Bearer +([\w-]+\.[\w-]+\.[\w-]+) *$/i.exec(authorization)?.[1];
    if (token === undefined) throw unauthenticated('The Authorization header holds no bearer token of a work account.');
    try {
      return await source.verify(token);
    } catch (error) {
      if (error instanceof KeysUnavailable)
        throw serviceUnavailable('Sign-ins cannot be checked just now. Try again in a moment.');
      if (!(error instanceof InvalidWorkToken)) throw error;
      source.log.info({ requestId, reason: error.message }, 'a bearer token was rejected');
      throw unauthenticated('The bearer token is not valid here, or not any more. Sign in again.');
    }
  }
}
