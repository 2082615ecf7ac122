import type { Socket } from 'node:net';

const STATUS: Record<string, readonly [line: string, message: string]> = {
  HPE_HEADER_OVERFLOW: ['431 Request Header Fields Too Large', 'The headers of the request are too large.'],
  ERR_HTTP_REQUEST_TIMEOUT: ['408 Request Timeout', 'The request took too long to arrive.'],
};
const UNREADABLE = ['400 Bad Request', 'The request is no HTTP.'] as const;

/**
 * Rejects bytes that are no HTTP request with a GraphQL answer in JSON: there is no header that could choose another
 * type.
 */
export function rejectBrokenRequest(error: { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
  const [line, message] = STATUS[error.code ?? ''] ?? UNREADABLE;
  const body = JSON.stringify({ errors: [{ message, extensions: { code: 'BAD_REQUEST' } }] });
  socket.end(
    `HTTP/1.1 ${line}\r\ncontent-type: application/json; charset=utf-8\r\ncontent-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`,
  );
}
