import type { FastifyReply } from 'fastify';

const HEADERS = {
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'x-frame-options': 'DENY',
  'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'x-robots-tag': 'noindex',
} as const;

/** Sends a plain page with the status of the reply and without data of the flow. `back` comes from the settings, never from the request. */
export function sendPage(
  reply: FastifyReply,
  { title, text, back }: { title: string; text: string; back?: string | undefined },
): FastifyReply {
  const link = back === undefined ? '' : `<p><a href="${back}">Back to ${new URL(back).host}</a></p>`;
  return reply
    .headers(HEADERS)
    .type('text/html; charset=utf-8')
    .send(
      `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${title}</title><style>:root{color-scheme:light dark}body{font:1rem/1.5 system-ui,sans-serif;max-width:40rem;margin:2rem auto;padding:0 1rem}</style></head><body><main><h1>${title}</h1><p>${text}</p>${link}</main></body></html>\n`,
    );
}

/** Always 303: the next request is a GET, whatever the method of this one. */
export function sendRedirect(reply: FastifyReply, to: string): FastifyReply {
  return reply.code(303).headers(HEADERS).header('location', to).send();
}

/** A response without a body and without an effect, with the status of the reply. */
export function sendEmpty(reply: FastifyReply): FastifyReply {
  return reply.headers(HEADERS).send();
}
