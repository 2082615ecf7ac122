import Negotiator from 'negotiator';

const JSON_TYPE = 'application/json; charset=utf-8';
/** With their parameters and in the order of Apollo Server, so that both choose alike. */
const TYPES = [JSON_TYPE, 'application/graphql-response+json; charset=utf-8'];

/** The media type of a GraphQL answer that an `accept` header prefers; undefined where it takes none of them. */
export function acceptedType(accept: string | undefined): string | undefined {
  return accept ? new Negotiator({ headers: { accept } }).mediaType(TYPES) : JSON_TYPE;
}

/** The same for a rejection, which is sent whatever the header says. */
export function rejectionType(accept: string | undefined): string {
  return acceptedType(accept) ?? JSON_TYPE;
}

/** Whether the header names a type of GraphQL answers: the client is a program, not a browser that opens an address. */
export function asksForJson(accept: string | undefined): boolean {
  return /\bapplication\/(graphql-response\+)?json\b/i.test(accept ?? '');
}
