/** An answer as received over HTTP. */
export type GraphqlAnswer<Data> = {
  status: number;
  headers: Headers;
  data: Data | null | undefined;
  errors: GraphqlProblem[] | undefined;
};

export type GraphqlProblem = {
  message: string;
  path?: (string | number)[];
  extensions?: Record<string, unknown>;
};

export type GraphqlClient = {
  execute<Data = Record<string, unknown>>(
    query: string,
    variables?: Record<string, unknown>,
    headers?: Record<string, string>,
  ): Promise<GraphqlAnswer<Data>>;
  /** The same endpoint with another token. */
  as(bearer: string | undefined): GraphqlClient;
};

/** A client of a GraphQL endpoint; `url` includes the path. */
export function graphqlClient(url: string, bearer?: string): GraphqlClient {
  return {
    as: (other) => graphqlClient(url, other),
    execute: async <Data>(query: string, variables?: Record<string, unknown>, headers: Record<string, string> = {}) => {
      const response = await fetch(url, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          ...(bearer === undefined ? {} : { authorization: `Bearer ${bearer}` }),
          ...headers,
        },
        body: JSON.stringify({ query, variables }),
      });
      const text = await response.text();
      const body = parse(text) as { data?: Data | null; errors?: GraphqlProblem[] };
      return { status: response.status, headers: response.headers, data: body.data, errors: body.errors };
    },
  };
}

/** The data of an answer without errors; throws with the answer otherwise. */
export function expectNoErrors<Data>(answer: GraphqlAnswer<Data>): Data {
  if (answer.errors !== undefined || answer.data === null || answer.data === undefined) {
    throw new Error(
      `Expected data without errors, got HTTP ${answer.status}: ${JSON.stringify(answer.errors, null, 2)}`,
    );
  }
  return answer.data;
}

/** The code of the first error, for `expect(errorCode(answer)).toBe('FORBIDDEN')`. */
export function errorCode(answer: GraphqlAnswer<unknown>): unknown {
  return answer.errors?.[0]?.extensions?.code;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return { errors: [{ message: `Not JSON: ${text.slice(0, 500)}` }] };
  }
}
