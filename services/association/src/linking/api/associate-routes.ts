import { describeError, isUnavailable } from '@app/subgraph-kit/graphql/error-masking';
import { retryLater } from '@app/subgraph-kit/processes/retry-later';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Dependencies } from '../../dependencies.js';
import type { Resumed } from '../application/resume-flow.js';
import { finishSignIn } from '../application/sign-in/finish-sign-in.js';
import { openSignIn } from '../application/sign-in/open-sign-in.js';
import type { Rejected } from '../application/sign-in/wrong-browser.js';
import { associateCookie } from './associate-cookie.js';
import { sendEmpty, sendPage, sendRedirect } from './browser-page.js';
import { isPrefetch } from './prefetch.js';

const OVER = {
  title: 'This sign-in cannot go on',
  text: 'The address was used before, has expired, or belongs to another browser. It links nothing from here. Your profile page shows what is linked; to link a profile, go back to where you started and begin again.',
};
const NO_COOKIE = {
  title: 'Your browser sent no cookie',
  text: 'A cookie of this site ties a sign-in to the browser that began it, and this visit brought none. Either the browser blocks cookies here, or the address was opened in another browser. Nothing was linked and nothing was used up. Allow cookies for this site, go back to where you started and begin again.',
};
const FINISHED = {
  title: 'This link is finished',
  text: 'You have confirmed it, and there is nothing left to do here. Your profile page shows what is linked.',
};
const EXCHANGING = {
  title: 'Your sign-in is being checked',
  text: 'The learning provider is slow to answer. Nothing is lost: open this address again in a moment, in this browser.',
};
const AWAY = {
  title: 'The learning provider does not answer',
  text: 'Nothing was used up. Open this address again in a moment, in this browser.',
};

const BUSY = {
  title: 'This service does not answer just now',
  text: 'Open this address again in a moment, in this browser.',
};

/** The two addresses that browsers visit, through the gateway, which forwards their cookies with a token of its own. */
export function associateRoutes(app: FastifyInstance, deps: Dependencies): void {
  const cookie = associateCookie(deps.publicUrl);
  // The first registered front end: from the settings, never from the request.
  const [back] = deps.frontendOrigins;

  const visit = (path: string, handle: (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>) => {
    app.head(path, (_request, reply) => sendEmpty(reply.code(204)));
    app.get(path, { exposeHeadRoute: false }, (request, reply) => {
      if (request.identity?.caller.kind !== 'gateway') return sendEmpty(reply.code(403));
      // 503 makes a browser discard what it prefetched; the visit of the user follows.
      if (isPrefetch(request)) return sendEmpty(retryLater(reply, 503));
      return handle(request, reply).catch((error: unknown) => sendBusy(error, request, reply));
    });
  };

  const resume = (outcome: Resumed | Rejected, request: FastifyRequest, reply: FastifyReply): FastifyReply => {
    switch (outcome.kind) {
      case 'return':
        if (outcome.why !== undefined)
          request.log.info({ requestId: requestIdOf(request), why: outcome.why }, 'a sign-in proved nothing');
        return sendRedirect(reply, outcome.to);
      case 'finished':
        return sendPage(reply, { ...FINISHED, back: outcome.frontEnd });
      case 'exchanging':
        return sendPage(retryLater(reply, 503, 2), EXCHANGING);
      case 'rejected': {
        const page = outcome.ended && cookie.isMissing(request.headers.cookie) ? NO_COOKIE : OVER;
        return sendPage(reply.code(400), { ...page, back });
      }
    }
  };

  visit('/associate/start', async (request, reply) => {
    const [flowId = '', ...more] = parametersOf(request).getAll('flow');
    const outcome = await openSignIn(deps, {
      flowId: more.length === 0 ? flowId : '',
      cookie: cookie.read(request.headers.cookie),
      requestId: requestIdOf(request),
    });
    switch (outcome.kind) {
      case 'go':
        return sendRedirect(reply.header('set-cookie', cookie.write(outcome.cookie)), outcome.to);
      case 'provider-away':
        return sendPage(retryLater(reply, 503).header('set-cookie', cookie.write(outcome.cookie)), AWAY);
      default:
        return resume(outcome, request, reply);
    }
  });

  visit('/associate/callback', async (request, reply) => {
    const outcome = await finishSignIn(deps, {
      answer: parametersOf(request),
      cookie: cookie.read(request.headers.cookie),
      requestId: requestIdOf(request),
    });
    return resume(outcome, request, reply);
  });
}

/** Without its database the service does not know the state of the flow. The same address works later. */
function sendBusy(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (!isUnavailable(error)) throw error;
  request.log.warn({ requestId: requestIdOf(request), err: describeError(error) }, 'a dependency does not answer');
  return sendPage(retryLater(reply, 503), BUSY);
}

function parametersOf(request: FastifyRequest): URLSearchParams {
  return new URL(request.url, 'http://localhost').searchParams;
}

function requestIdOf(request: FastifyRequest): string {
  return request.identity?.requestId ?? 'none';
}
