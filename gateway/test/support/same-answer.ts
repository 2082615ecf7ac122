import { expect } from '@jest/globals';
import type { ExecutionResult } from 'graphql';
import type { GeneratedServices } from './generated-services.js';

type Problem = { path: string; code: string };
type Data = Record<string, unknown> | null | undefined;

/**
 * Sends the same operation to the gateway and the reference, and compares the whole answers. False where the gateway
 * rejects the operation for its size. GraphQL does not determine which errors below a null are found: there only the
 * null is compared, and that it has an error.
 */
export async function expectSameAnswer(
  { gateway, token, reference }: GeneratedServices,
  source: string,
  variables: Record<string, unknown> = {},
): Promise<boolean> {
  const expected = await reference(source, variables);
  const answer = await gateway.client.as(token).execute(source, variables);
  if (answer.errors?.[0]?.extensions?.code === 'QUERY_TOO_COMPLEX') return false;
  const theirs = { data: ordered(answer.data), errors: problems(answer as unknown as ExecutionResult) };
  const ours = { data: ordered(expected.data), errors: problems(expected) };
  expect({ source, variables, ...theirs }).toEqual({ source, variables, ...ours });
  const isFault =
    answer.data === null && answer.errors?.some(({ extensions }) => extensions?.code === 'INTERNAL_SERVER_ERROR');
  expect([source, answer.status]).toEqual([source, isFault ? 500 : 200]);
  return true;
}

/** As text, since the order of the members counts as well. */
function ordered(data: Data): string {
  return JSON.stringify(data, null, 1);
}

function problems({ data, errors = [] }: Pick<ExecutionResult, 'data' | 'errors'>): Problem[] {
  const found = errors.map(({ path = [], extensions, message }) => {
    const place = placeOfNull(data, path);
    const code =
      place.length < path.length
        ? 'below'
        : `${(extensions.code as string | undefined) ?? 'INTERNAL_SERVER_ERROR'} ${comparable(extensions.code, message)}`;
    return { path: place.join('.'), code };
  });
  const distinct = new Map(found.map((problem) => [`${problem.path} ${problem.code}`, problem]));
  return [...distinct].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, problem]) => problem);
}

/** Messages of failures are masked for clients. */
function comparable(code: unknown, message: string): string {
  return code === undefined || code === 'INTERNAL_SERVER_ERROR' ? '' : message;
}

/** The path as far as there is data. */
function placeOfNull(data: Data, path: readonly (string | number)[]): readonly (string | number)[] {
  let value: unknown = data;
  for (const [depth, key] of path.entries()) {
    if (value === null || value === undefined) return path.slice(0, depth);
    value = (value as Record<string | number, unknown>)[key];
  }
  return path;
}
