import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Dependencies } from '../../dependencies.js';
import { endExportWithoutFile } from '../application/end-export-without-file.js';
import type { ExportsServices } from '../application/exports-services.js';
import { type FoundFile, findExportFile, findFeedFile } from '../application/find-file.js';
import { FileMissing } from '../store/export-files.js';
import { PROBLEMS, sendProblem } from './problem.js';
import { sendFile } from './send-file.js';
import { sentKey, sentLink } from './sent-proof.js';

type Services = Pick<Dependencies, 'dataSource' | 'clock'> & { readonly exports: ExportsServices };
type Address = { readonly id: string; readonly name: string };

/**
 * Downloads, through the gateway: it verifies bearer tokens of work accounts and forwards any other authorization
 * beside a token of its own. Links and keys never reach the log: it has the route of a request alone.
 */
export function exportRoutes(app: FastifyInstance, services: Services): void {
  const { links } = services.exports;

  download(app, '/exports/:id/:name', async (request) => {
    const found = await findExportFile(services, {
      ...addressOf(request),
      caller: callerOf(request),
      link: sentLink(request),
    });
    return { found, challenge: 'Bearer', headers: { 'cache-control': 'private, no-transform' } };
  });

  download(app, '/exports/feeds/:id/:name', async (request) => {
    const found = await findFeedFile(services, {
      ...addressOf(request),
      caller: callerOf(request),
      key: sentKey(request),
    });
    const location = found.kind === 'file' && { 'content-location': links.pathOf(found.file) };
    // Clients ask each time whether there is a newer file.
    const headers = { 'cache-control': 'private, no-cache, no-transform', ...location };
    return { found, challenge: 'Basic realm="Skill Link exports", charset="UTF-8"', headers };
  });

  function download(
    to: FastifyInstance,
    url: string,
    find: (
      request: FastifyRequest,
    ) => Promise<{ found: FoundFile; challenge: string; headers: Record<string, string> }>,
  ) {
    to.route({
      method: ['GET', 'HEAD'],
      url,
      handler: async (request, reply) => {
        const { found, challenge, headers } = await find(request);
        if (found.kind !== 'file') return reject(reply, found.kind, challenge);
        return await sendFile(request, reply.headers(headers), {
          file: found.file,
          files: services.exports.files,
        }).catch(async (error: unknown) => {
          if (!(error instanceof FileMissing)) throw error;
          request.log.error({ exportId: found.file.id }, 'a file is gone from the store of exports');
          await endExportWithoutFile(services, found.file.id);
          return reject(reply, 'removed', challenge);
        });
      },
    });
  }
}

function addressOf({ params }: FastifyRequest): Address {
  const { id, name } = params as Address;
  return { id: id.toLowerCase(), name };
}

function callerOf({ identity }: FastifyRequest) {
  return identity?.caller ?? ({ kind: 'anonymous' } as const);
}

function reject(reply: FastifyReply, kind: keyof typeof PROBLEMS, challenge: string): FastifyReply {
  if (kind === 'unauthenticated') reply.header('www-authenticate', challenge);
  return sendProblem(reply, PROBLEMS[kind]);
}
