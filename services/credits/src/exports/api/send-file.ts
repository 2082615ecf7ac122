import type { FastifyReply, FastifyRequest } from 'fastify';
import { type ByteRange, selectRange } from '../domain/byte-range.js';
import { continuesFile, entityTagOf, hasFileAlready } from '../domain/entity-tag.js';
import { fileNameOf, mediaTypeOf } from '../domain/export-content.js';
import type { StoredExport } from '../store/export.store.js';
import type { ExportFiles } from '../store/export-files.js';
import { PROBLEMS, sendProblem } from './problem.js';

/** Sends a file or the part of it that a client asks for (RFC 9110); a client that has it already gets 304. */
export async function sendFile(
  { headers, method }: FastifyRequest,
  reply: FastifyReply,
  { file, files }: { readonly file: StoredExport; readonly files: ExportFiles },
): Promise<FastifyReply> {
  const { id, sha256, format } = file;
  const size = Number(file.bytes);
  const tag = entityTagOf(sha256 ?? '');
  reply.headers({
    etag: tag,
    'accept-ranges': 'bytes',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
  });
  if (hasFileAlready(headers['if-none-match'], tag)) return reply.code(304).send();
  const selected = continuesFile(headers['if-range']?.toString(), tag) ? selectRange(headers.range, size) : 'whole';
  if (selected === 'unsatisfiable')
    return sendProblem(reply.header('content-range', `bytes */${size}`), PROBLEMS.unsatisfiable);
  const part: ByteRange = selected === 'whole' ? { first: 0, last: size - 1 } : selected;
  if (selected !== 'whole') reply.code(206).header('content-range', `bytes ${part.first}-${part.last}/${size}`);
  reply.headers({
    'content-type': mediaTypeOf(format),
    'content-disposition': `attachment; filename="${fileNameOf(file)}"`,
    'content-length': String(part.last - part.first + 1),
    // Of the whole file, also beside a part of it (RFC 9530).
    'repr-digest': `sha-256=:${Buffer.from(sha256 ?? '', 'hex').toString('base64')}:`,
  });
  if (method === 'HEAD' || size === 0) return reply.send();
  return reply.send(await files.read(id, part));
}
