const DIGITS = /^\d+$/;

type Reviver = (key: string, value: unknown, context: { source?: string }) => unknown;

/** JSON with every number as its digits: a whole number that JavaScript would round becomes text. */
export function parseExactly(text: string): unknown {
  const exact: Reviver = (_key, value, { source }) =>
    typeof value === 'number' && !Number.isSafeInteger(value) && DIGITS.test(source ?? '') ? source : value;
  return JSON.parse(text, exact as Parameters<typeof JSON.parse>[1]);
}

/** The same for an answer that holds JSON; any other answer stays as it is. */
export async function withExactNumbers(response: Response): Promise<Response> {
  const text = await response.clone().text();
  try {
    const exact = JSON.stringify(parseExactly(text));
    return new Response(exact, { status: response.status, headers: response.headers });
  } catch {
    return response;
  }
}
