/** The types of a document; they exist at compile time only. */
interface TypesOf<Result, Variables> {
  readonly __apiType?: (variables: Variables) => Result;
}

/**
 * The text of an operation with the types of its result and variables, as GraphQL Code Generator writes it with
 * `documentMode: 'string'`.
 */
export interface DocumentText<Result, Variables> extends TypesOf<Result, Variables> {
  toString(): string;
}

/** An operation that the gateway knows by id: a trusted document. */
export interface TrustedDocument<Result, Variables> extends TypesOf<Result, Variables> {
  /** `sha256:` and the hash of the text. */
  readonly documentId: string;
  /** The root field of a mutation; absent in a query. */
  readonly mutation?: string;
}

export type TypedDocument<Result, Variables> = DocumentText<Result, Variables> | TrustedDocument<Result, Variables>;

/** Writes the text of an operation by hand, with its types. */
export class TypedDocumentString<Result, Variables> extends String implements DocumentText<Result, Variables> {
  declare readonly __apiType?: (variables: Variables) => Result;
}

/** The part of the request body that names the operation. */
export function operationOf(document: TypedDocument<unknown, never>): { documentId: string } | { query: string } {
  return isTrusted(document) ? { documentId: document.documentId } : { query: document.toString() };
}

/** The root field of a mutation, undefined for a query; `unknown` where the text does not say it in the usual form. */
export function mutationOf(document: TypedDocument<unknown, never>): string | undefined {
  if (isTrusted(document)) return document.mutation;
  const text = document.toString();
  if (!/\bmutation\b/.test(text)) return undefined;
  return /^\s*mutation\b[^{]*\{\s*(?:\w+\s*:\s*)?(\w+)/.exec(text)?.[1] ?? 'unknown';
}

/** A bare text is a `DocumentText` too: `in` throws for it. */
function isTrusted(document: TypedDocument<unknown, never>): document is TrustedDocument<unknown, never> {
  return typeof document === 'object' && 'documentId' in document;
}
