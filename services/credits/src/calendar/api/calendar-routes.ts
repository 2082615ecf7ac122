import { hash } from 'node:crypto';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { entityTagOf, hasFileAlready } from '../../exports/domain/entity-tag.js';
import { type CalendarReading, readCalendar } from '../application/read-calendar.js';

const ENDING = '.ics';

/** The last part of an address is its secret: a download gets another name, and no page learns where it came from. */
const HEADERS = {
  'cache-control': 'private, no-cache',
  'content-disposition': 'attachment; filename="skill-link.ics"',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-robots-tag': 'noindex, nofollow',
};

const ABSENT = {
  type: 'about:blank',
  title: 'There is no such calendar',
  status: 404,
  detail: 'The address was replaced or removed, or it is not complete. Create a new one in My Learn profile.',
};

/**
 * Calendars of users, for calendar applications: the address is the whole proof. It never reaches the log, which has the
 * route of a request alone.
 */
export function calendarRoutes(app: FastifyInstance, reading: CalendarReading): void {
  app.route({
    method: ['GET', 'HEAD'],
    url: '/calendar/:id/:name',
    handler: async ({ params, headers }, reply) => {
      const { id, name } = params as { id: string; name: string };
      const secret = name.endsWith(ENDING) ? name.slice(0, -ENDING.length) : '';
      const file = await readCalendar(reading, { id: id.toLowerCase(), secret });
      if (file === null) return sendAbsent(reply);
      const tag = entityTagOf(hash('sha256', file));
      reply.headers({ ...HEADERS, etag: tag });
      if (hasFileAlready(headers['if-none-match'], tag)) return reply.code(304).send();
      return reply.type('text/calendar; charset=utf-8').send(file);
    },
  });
}

function sendAbsent(reply: FastifyReply): FastifyReply {
  return reply
    .code(404)
    .headers({ 'cache-control': 'no-store', 'referrer-policy': 'no-referrer', 'x-robots-tag': 'noindex, nofollow' })
    .type('application/problem+json')
    .send(JSON.stringify(ABSENT));
}
