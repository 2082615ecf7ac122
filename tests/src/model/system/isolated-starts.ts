import { jest } from '@jest/globals';
import type { Starts } from './running-services.js';

/**
 * Starts each service with its own copy of all modules, as in a process of its own. type-graphql registers classes
 * globally, so services that share it would get each other's types. The start runs inside too, because some modules are
 * loaded only then.
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
