import compress from '@fastify/compress';
import type { FastifyInstance } from 'fastify';

/** Below this size compression saves hardly anything. */
const THRESHOLD_BYTES = 1024;

/**
 * Compresses the answers of the routes that follow in this scope, as `accept-encoding` requests.
 *
 * Lengths of compressed answers reveal secrets only to a page that makes a browser repeat requests with the victim's
 * credentials (BREACH). Operations carry a bearer token, which no browser sends on its own, or a session, which counts
 * for requests of our own pages alone. The pages of linking flows, which cookies open, and the bodies of services are
 * outside of this scope and are forwarded unchanged.
 */
export async function compressAnswers(scope: FastifyInstance): Promise<void> {
  await scope.register(compress, {
    threshold: THRESHOLD_BYTES,
    encodings: ['zstd', 'br', 'gzip', 'identity'],
    globalDecompression: false,
  });
}
