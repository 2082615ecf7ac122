import type { FastifyInstance, HTTPMethods } from 'fastify';
import { ScimError } from '../../domain/scim-error.js';

const METHODS: readonly HTTPMethods[] = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];

/** Records the methods of each path; `rejectOthers` answers all other methods with 405 and `Allow`. */
export function recordMethods(scope: FastifyInstance): { rejectOthers(): void } {
  const known = new Map<string, Set<string>>();
  scope.addHook('onRoute', ({ routePath, method }) => {
    if (routePath === '/*') return;
    const methods = known.get(routePath) ?? new Set();
    for (const each of Array.isArray(method) ? method : [method]) methods.add(each);
    known.set(routePath, methods);
  });
  return {
    rejectOthers() {
      for (const [url, methods] of [...known]) {
        const allowed = METHODS.filter((method) => methods.has(method)).join(', ');
        scope.route({
          url,
          method: METHODS.filter((method) => !methods.has(method)),
          handler: async (_request, reply) => {
            reply.header('allow', allowed);
            throw new ScimError(405, `The methods here are ${allowed}.`);
          },
        });
      }
    },
  };
}
