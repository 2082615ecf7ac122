import type { FastifyReply } from 'fastify';

/** Why a sign-in ended at the start page, which words it for the user. */
export type SignInProblem = 'over' | 'no-cookie' | 'failed' | 'busy';

/** 303: the next request is a GET. The address of this one may hold a code, which no other site learns. */
export function redirect(reply: FastifyReply, to: string): FastifyReply {
  return reply.code(303).headers({ location: to, 'referrer-policy': 'no-referrer' }).send();
}

/** Leads a browser to the start page, with the reason. */
export function redirectToStartPage(reply: FastifyReply, publicUrl: string, why: SignInProblem): FastifyReply {
  return redirect(reply, new URL(`/?sign-in=${why}`, publicUrl).href);
}
