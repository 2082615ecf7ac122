import { errorCode, type GraphqlAnswer } from '@app/test-kit/graphql-client';
import { expect } from '@jest/globals';
import type { TestGateway, TestWorld } from './test-world.js';

/**
 * Expects an error of the gateway itself: with a code and the request's id, few in number, and without a request to a
 * subgraph.
 */
export function rejections(world: TestWorld) {
  return (answer: GraphqlAnswer<unknown>, code: string, status = 400): void => {
    expect([answer.status, errorCode(answer)]).toEqual([status, code]);
    for (const { extensions } of answer.errors ?? [])
      expect(extensions).toMatchObject({ requestId: answer.headers.get('x-request-id') });
    expect(answer.errors?.length).toBeLessThanOrEqual(6);
    expect(world.identity.received).toEqual([]);
  };
}

/** Any body, unchanged. */
export async function post(
  gateway: TestGateway,
  body: unknown,
  headers: Record<string, string> = {},
): Promise<GraphqlAnswer<unknown>> {
  const response = await fetch(`${gateway.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  const answer = (await response.json()) as Pick<GraphqlAnswer<unknown>, 'data' | 'errors'>;
  return { status: response.status, headers: response.headers, ...answer };
}
