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

/** `POST /callers`: the gateway alone asks which user a verified token belongs to. */
export function identifyCallerRoute(app: FastifyInstance, deps: Dependencies & { pool: Pool; log: Logger }): void {
  app.post('/callers', async (request, reply) => {
    if (request.identity?.caller.kind !== 'gateway') return reply.code(403).send({ message: 'For the gateway only.' });
    const parsed = body.safeParse(request.body);
    if (!parsed.success) return reply.code(400).send({ message: 'The body does not describe a caller.' });
    return identifyCaller(deps, { ...parsed.data, requestId: request.identity.requestId });
  });
}
