/** The text of a request up to the values of its variables, and the names of those. */
export type RequestText = { head: string; variables: readonly string[] };

/** The text of a request for a query. */
export function requestText(query: string, variables: readonly string[], operationName?: string): RequestText {
  const name = operationName === undefined ? '' : `"operationName":${JSON.stringify(operationName)},`;
  return { head: `{"query":${JSON.stringify(query)},${name}"variables":{`, variables };
}

/** The body of a request; `more` are members of its variables that are text already. */
export function requestBody(
  { head, variables }: RequestText,
  values: Readonly<Record<string, unknown>>,
  more: readonly string[] = [],
): string {
  const members = [...more];
  for (const name of variables)
    if (values[name] !== undefined) members.push(`${JSON.stringify(name)}:${JSON.stringify(values[name])}`);
  return `${head}${members.join()}}}`;
}
