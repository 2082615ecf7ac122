import { setTimeout as pause } from 'node:timers/promises';
import { type GraphqlAnswer, graphqlClient } from '@app/test-kit/graphql-client';

const MOST_TURNS = 20;

/**
 * Sends an operation through the gateway. On a busy machine the gateway may fail to identify the caller in time. Nothing
 * was done then, and a client retries.
 */
export async function ask<Data>(
  gatewayUrl: string,
  token: string,
  query: string,
  variables: object,
): Promise<GraphqlAnswer<Data>> {
  const client = graphqlClient(`${gatewayUrl}/graphql`, token);
  for (let turn = 1; ; turn += 1) {
    const answer = await client.execute<Data>(query, variables as Record<string, unknown>);
    const unknownCaller = answer.errors?.[0]?.message.startsWith('Who you are cannot be looked up just now.');
    if (!unknownCaller || turn === MOST_TURNS) return answer;
    await pause(500);
  }
}
