import type { IncomingMessage, ServerResponse } from 'node:http';

const LARGEST_FORM = 16_384;

const PAGE_HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  // No form-action: browsers apply it to the redirects after the form too, and those lead to other origins.
  'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};

/** Answers with a page that must not be cached, framed or run scripts. */
export function sendHtml(response: ServerResponse, status: number, html: string): void {
  response.writeHead(status, PAGE_HEADERS).end(html);
}

/** Answers with JSON that must not be cached. */
export function sendJson(
  response: ServerResponse,
  status: number,
  body: object,
  headers: Record<string, string> = {},
): void {
  response
    .writeHead(status, { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store', ...headers })
    .end(JSON.stringify(body));
}

/** The fields of a form post; undefined for any other or an oversized body. */
export async function readForm(request: IncomingMessage): Promise<URLSearchParams | undefined> {
  if (!request.headers['content-type']?.startsWith('application/x-www-form-urlencoded')) return undefined;
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > LARGEST_FORM) return undefined;
    chunks.push(chunk);
  }
  return new URLSearchParams(Buffer.concat(chunks).toString('utf8'));
}

const EXPIRY = /; expires=[^;]+/i;

/**
 * Drops the expiry instants of cookies (the provider keeps the lifetimes itself): under a moved clock a browser would
 * find them expired, or keep them forever. Deleting, which empties the value, is kept.
 */
export function keepCookiesForTheSession(response: ServerResponse): void {
  const setHeader = response.setHeader.bind(response);
  response.setHeader = (name, value) => {
    if (name.toLowerCase() !== 'set-cookie' || typeof value === 'number') return setHeader(name, value);
    const cookies = typeof value === 'string' ? [value] : value;
    return setHeader(
      name,
      cookies.map((cookie) => (/^[^=;]+=;/.test(cookie) ? cookie : cookie.replace(EXPIRY, ''))),
    );
  };
}
