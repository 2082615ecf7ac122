import { describeError, isUnavailable } from '@app/subgraph-kit/graphql/error-masking';
import { retryLater } from '@app/subgraph-kit/processes/retry-later';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Dependencies } from '../../dependencies.js';
import { stopByMessage, stoppableMessage } from '../application/stop-mail.js';
import type { UnsubscribeTokens } from '../application/unsubscribe-token.js';
import { subjectMatter } from '../domain/stopping-words.js';
import type { StoppableMessage } from '../store/opt-out.store.js';
import { sendUnsubscribePage, type UnsubscribePage } from './unsubscribe-page.js';

type Request = FastifyRequest<{ Params: { token: string } }>;

const PATH = '/mail/unsubscribe/:token';
const LARGEST_BODY = 8 * 1024;

const UNKNOWN: UnsubscribePage = {
  title: 'This address stops no mail',
  text: 'It is not complete, or the mail is from another time. Open the address of a newer mail, or choose your mail on your profile page.',
};
const BUSY: UnsubscribePage = {
  title: 'This service does not answer just now',
  text: 'Nothing was changed. Open this address again in a moment.',
};

/**
 * The address in the footer and in `List-Unsubscribe` of every mail. POST stops the mail without a sign-in (RFC 8058); GET
 * shows a button only, because scanners of mail open every address.
 */
export function unsubscribeRoute(app: FastifyInstance, deps: Dependencies & { tokens: UnsubscribeTokens }): void {
  const answer = async (
    request: Request,
    reply: FastifyReply,
    find: (messageId: string) => Promise<StoppableMessage | undefined>,
    pageOf: (message: StoppableMessage) => UnsubscribePage,
  ): Promise<FastifyReply> => {
    if (request.identity?.caller.kind !== 'gateway') return reply.code(403).send();
    const messageId = deps.tokens.read(request.params.token);
    if (messageId === undefined) return sendUnsubscribePage(reply.code(404), UNKNOWN);
    let message: StoppableMessage | undefined;
    try {
      message = await find(messageId);
    } catch (error) {
      if (!isUnavailable(error)) throw error;
      request.log.warn({ err: describeError(error) }, 'a dependency is unavailable');
      return sendUnsubscribePage(retryLater(reply, 503), BUSY);
    }
    return message === undefined
      ? sendUnsubscribePage(reply.code(404), UNKNOWN)
      : sendUnsubscribePage(reply.code(200), pageOf(message));
  };

  app.register((scope, _options, done) => {
    scope.removeAllContentTypeParsers();
    // The body of RFC 8058 says what the method says; it is read and dropped.
    scope.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: LARGEST_BODY }, (_request, _body, parsed) =>
      parsed(null, undefined),
    );
    scope.get(PATH, (request: Request, reply) =>
      answer(request, reply, (messageId) => stoppableMessage(deps, messageId), questionOf),
    );
    scope.post(PATH, (request: Request, reply) =>
      answer(request, reply, (messageId) => stopByMessage(deps, messageId), confirmationOf),
    );
    done();
  });
}

function questionOf({ kind, organizationName }: StoppableMessage): UnsubscribePage {
  const title = `Stop ${subjectMatter(kind)}?`;
  const text = `Skill Link at ${organizationName} then sends you no more of it. Nothing else changes.`;
  return { title, text, button: `Stop ${subjectMatter(kind)}` };
}

function confirmationOf({ kind, organizationName }: StoppableMessage): UnsubscribePage {
  const title = `Stopped: ${subjectMatter(kind)}`;
  if (kind === 'INVITATION')
    return { title, text: `This address gets no more invitations of ${organizationName}. You can still sign in.` };
  return {
    title,
    text: `Skill Link at ${organizationName} sends you no more of it. Your profile page turns it on again.`,
  };
}
