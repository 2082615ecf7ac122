const DIGITS = /^\d+$/;

type Reviver = (key: string, value: unknown, context: { source?: string }) => unknown;

/** Parses JSON with exact integers: one that JavaScript would round becomes text. */
export function parseExactly(text: string): unknown {
  const exact: Reviver = (_key, value, { source }) =>
    typeof value === 'number' && !Number.isSafeInteger(value) && DIGITS.test(source ?? '') ? source : value;
  return JSON.parse(text, exact as Parameters<typeof JSON.parse>[1]);
}

/** Makes the integers of a JSON response exact; other responses stay unchanged. */
export async function withExactNumbers(response: Response): Promise<Response> {
  const text = await response.clone().text();
  try {
    const exact = JSON.stringify(parseExactly(text));
    return new Response(exact, { status: response.status, headers: response.headers });
  } catch {
    return response;
  }
}
