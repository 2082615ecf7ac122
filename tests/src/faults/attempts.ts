import { setTimeout as pause } from 'node:timers/promises';
import type { GraphqlAnswer, GraphqlClient } from '@app/test-kit/graphql-client';
import type { HistoryRecorder, Outcome } from './judge/history.js';

/** A fault may take so long in all; what is not answered then is a violation. */
const PATIENCE_MILLISECONDS = 60_000;
const PAUSE_MILLISECONDS = 50;

/** What a client learns from an answer. */
export type Learned<Value> = { readonly outcome: Outcome; readonly answer: string; readonly value: Value | undefined };

/** Codes of errors that a fault may cause; any other one is a fault of its own. */
const OF_A_FAULT = new Set(['SERVICE_UNAVAILABLE']);

/**
 * Sends an operation until it is answered, as a client with an idempotency key may. An answer is a result, or an error
 * that no fault explains.
 */
export async function untilAnswered<Value>(
  history: HistoryRecorder,
  effect: string,
  attempt: () => Promise<Learned<Value>>,
  patience = PATIENCE_MILLISECONDS,
): Promise<Learned<Value>> {
  for (const deadline = performance.now() + patience; ; ) {
    const complete = history.invoke(effect);
    const learned = await attempt().catch(lost);
    complete(learned.outcome, learned.answer);
    if (learned.value !== undefined) return learned;
    if (performance.now() > deadline) throw new Error(`${effect} is not answered: ${learned.answer}`);
    await pause(PAUSE_MILLISECONDS);
  }
}

/** Sends an operation with one root field; `rejection` says which results have no effect. */
export async function send<Value extends { __typename: string }>(
  client: GraphqlClient,
  operation: { readonly text: string; readonly input: Record<string, unknown> },
): Promise<Learned<Value>> {
  const answer = await client.execute<{ result: Value }>(operation.text, { input: operation.input });
  const value = answer.errors === undefined ? answer.data?.result : undefined;
  if (value !== undefined)
    return { outcome: /Success$/.test(value.__typename) ? 'ok' : 'fail', answer: value.__typename, value };
  return { ...failed(answer), value: undefined };
}

function failed({ status, errors }: GraphqlAnswer<unknown>): { outcome: Outcome; answer: string } {
  const codes = (errors ?? []).map(({ extensions }) => String(extensions?.code));
  // The gateway itself went away: what it answers is no GraphQL.
  const unexplained = codes.filter((code) => !OF_A_FAULT.has(code) && !(code === 'undefined' && status >= 500));
  if (unexplained.length > 0) throw new UnexplainedError(unexplained.join(', '));
  // With a delay the change was not made; without one it may have been.
  const wasNotMade = (errors ?? []).some(({ extensions }) => extensions?.retryAfterSeconds !== undefined);
  return { outcome: wasNotMade ? 'fail' : 'unknown', answer: `${status} ${codes.join(', ')}` };
}

/** An error that no fault explains. */
class UnexplainedError extends Error {}

/** The connection ended before the answer. */
function lost(error: unknown): Learned<never> {
  if (error instanceof UnexplainedError) throw error;
  const { message, cause } = error as Error & { cause?: { code?: string } };
  return { outcome: 'unknown', answer: cause?.code ?? message, value: undefined };
}

/** Repeats a step without an effect of its own until it succeeds. */
export async function untilDone<Value>(what: string, step: () => Promise<Value | undefined>): Promise<Value> {
  let last = 'no answer';
  for (const deadline = performance.now() + PATIENCE_MILLISECONDS; ; await pause(PAUSE_MILLISECONDS)) {
    const done = await step().catch((error: unknown) => {
      last = (error as Error).message;
      return undefined;
    });
    if (done !== undefined) return done;
    if (performance.now() > deadline) throw new Error(`${what}: ${last}`);
  }
}
