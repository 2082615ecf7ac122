import type { FastifyReply } from 'fastify';
import { escaped } from '../domain/letter.js';

const HEADERS = {
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'x-frame-options': 'DENY',
  'content-security-policy':
    "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'x-robots-tag': 'noindex',
} as const;

/** A plain page; with a button it posts to its own address. */
export type UnsubscribePage = { readonly title: string; readonly text: string; readonly button?: string };

/** Sends a page. Its address is the secret of a mail: no referrer, no copy in a cache, no index. */
export function sendUnsubscribePage(reply: FastifyReply, { title, text, button }: UnsubscribePage): FastifyReply {
  const form = button === undefined ? '' : `<form method="post"><button>${escaped(button)}</button></form>`;
  return reply
    .headers(HEADERS)
    .type('text/html; charset=utf-8')
    .send(
      `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${escaped(title)}</title><style>:root{color-scheme:light dark}body{font:1rem/1.5 system-ui,sans-serif;max-width:40rem;margin:2rem auto;padding:0 1rem}button{font:inherit;padding:.5rem 1rem}</style></head><body><main><h1>${escaped(title)}</h1><p>${escaped(text)}</p>${form}</main></body></html>\n`,
    );
}
