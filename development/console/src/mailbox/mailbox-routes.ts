import type { FastifyInstance, FastifyReply } from 'fastify';
import { PAGE_HEADERS } from '../html.js';
import type { Mailbox } from './mailbox.js';
import { MAIL_FRAME_HEADERS, mailboxPage, mailPage } from './mailbox-pages.js';

const PAGE = {
  ...PAGE_HEADERS,
  'content-security-policy': `${PAGE_HEADERS['content-security-policy']}; frame-src 'self'`,
};

/** The pages of the mailbox. */
export function mailboxRoutes(app: FastifyInstance, mailbox: Mailbox): void {
  const send = (reply: FastifyReply, headers: Record<string, string>, text: string) =>
    reply.headers(headers).type('text/html; charset=utf-8').send(text);

  app.get('/console/mailbox', (_request, reply) => send(reply, PAGE, mailboxPage(mailbox.list())));
  app.get<{ Params: { number: string } }>('/console/mailbox/:number', (request, reply) => {
    const mail = mailbox.find(Number(request.params.number));
    return mail === undefined ? reply.callNotFound() : send(reply, PAGE, mailPage(mail));
  });
  app.get<{ Params: { number: string } }>('/console/mailbox/:number/html', (request, reply) => {
    const html = mailbox.find(Number(request.params.number))?.html ?? null;
    return html === null ? reply.callNotFound() : send(reply, MAIL_FRAME_HEADERS, html);
  });
}
