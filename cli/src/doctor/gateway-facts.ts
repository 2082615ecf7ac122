import { z } from 'zod';

const MILLISECONDS = 5_000;

/** What the gateway says of itself, by its own settings, or why it says nothing. */
export type GatewayFacts =
  | { readonly fault: string }
  | {
      readonly isReady: boolean;
      /** Services that do not answer the gateway. */
      readonly away: readonly string[];
      /** Services that reject the token of the gateway. */
      readonly rejecting: readonly string[];
    };

const READINESS = z.object({ supergraph: z.string(), services: z.record(z.string(), z.string()) });

/**
 * A path of each service that the gateway forwards with a token of its own. A service that accepts the token answers that
 * there is no such thing; one that cannot verify it answers 401.
 */
const FORWARDED: Readonly<Record<string, string>> = {
  identity: '/mail/unsubscribe/doctor',
  association: '/associate/start',
  credits: '/calendar/doctor/doctor.ics',
};

/** Asks the gateway at an address whether it is ready, and each ready service through it whether their keys match. */
export async function readGatewayFacts(url: string): Promise<GatewayFacts> {
  const answer = await get(`${url}/readyz`);
  if ('fault' in answer) return answer;
  const readiness = READINESS.safeParse(await answer.json().catch(() => null));
  if (!readiness.success) return { fault: `it answers ${answer.status}, and not as the gateway` };
  const names = Object.keys(readiness.data.services);
  const away = names.filter((name) => readiness.data.services[name] !== 'ready');
  const rejecting: string[] = [];
  for (const name of names.filter((one) => !away.includes(one))) {
    const path = FORWARDED[name];
    if (path !== undefined && (await isRejected(`${url}${path}`))) rejecting.push(name);
  }
  return { isReady: answer.status === 200, away, rejecting };
}

async function isRejected(address: string): Promise<boolean> {
  const answer = await get(address);
  if ('fault' in answer) return false;
  await answer.body?.cancel();
  return answer.status === 401;
}

async function get(address: string): Promise<Response | { readonly fault: string }> {
  try {
    return await fetch(address, { signal: AbortSignal.timeout(MILLISECONDS), redirect: 'error' });
  } catch (error) {
    return { fault: faultOfRequest(error) };
  }
}

/** Why a request had no answer, without its address. */
export function faultOfRequest(error: unknown): string {
  const { name, cause } = error as Error & { cause?: { code?: string } };
  return cause?.code ?? (name === 'TimeoutError' ? 'no answer within five seconds' : 'no answer');
}
