import { jest } from '@jest/globals';
import type { Starts } from './running-services.js';

/**
 * Every service in modules of its own, as in a process of its own: what one registers with its GraphQL library would
 * otherwise appear in the schemas of all. It starts in there, because some of them are loaded only then.
 */
export const isolatedStarts: Starts = {
  identity: (...given) => isolated(async () => (await import('@app/identity/server')).startIdentity(...given)),
  association: (...given) => isolated(async () => (await import('@app/association/server')).startAssociation(...given)),
  credits: (...given) => isolated(async () => (await import('@app/credits/server')).startCredits(...given)),
  gateway: (...given) => isolated(async () => (await import('@app/gateway/server')).startGateway(...given)),
};

async function isolated<T>(start: () => Promise<T>): Promise<T> {
  const started: T[] = [];
  await jest.isolateModulesAsync(async () => {
    started.push(await start());
  });
  return started[0] as T;
}
