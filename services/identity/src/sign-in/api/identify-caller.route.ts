import type { FastifyInstance } from 'fastify';
import type { Pool } from 'pg';
import type { Logger } from 'pino';
import { z } from 'zod';
import type { Dependencies } from '../../dependencies.js';
import { identifyCaller } from '../application/identify-caller.js';

const body = z.object({
  tenantId: z.string(),
  objectId: z.string(),
  preferredUsername: z
    .string()
    .nullish()
    .transform((name) => name ?? null),
  machine: z.boolean(),
});

/** `POST /callers`: the gateway, and nobody else, asks who is behind a token that it has verified. */
export function identifyCallerRoute(app: FastifyInstance, deps: Dependencies & { pool: Pool; log: Logger }): void {
  app.post('/callers', async (request, reply) => {
    if (request.identity?.caller.kind !== 'gateway') return reply.code(403).send({ message: 'For the gateway only.' });
    const parsed = body.safeParse(request.body);
    if (!parsed.success) return reply.code(400).send({ message: 'This is no description of a caller.' });
    return identifyCaller(deps, { ...parsed.data, requestId: request.identity.requestId });
  });
}
