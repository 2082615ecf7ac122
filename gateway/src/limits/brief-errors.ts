import type { GraphQLFormattedError } from 'graphql';

const MESSAGE = 300;
const QUOTED = /"[^"]*"|'[^']*'|\d+/g;

/** Shortens a message that may quote the client. */
export function briefMessage(message: string): string {
  if (message.length <= MESSAGE) return message;
  // Half of a surrogate pair is no character.
  return `${message.slice(0, MESSAGE - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}

/**
 * Limits the errors of one kind (the same code, the same message apart from quoted values); one last error gives the
 * number of those left out. Errors of unavailable services are all kept: only they distinguish a missing value from
 * null.
 */
export function briefErrors(errors: readonly GraphQLFormattedError[], limit: number): GraphQLFormattedError[] {
  const kinds = new Map<string, { first: GraphQLFormattedError; count: number }>();
  const kept = errors.filter((error) => {
    if (error.extensions?.code === 'SERVICE_UNAVAILABLE') return true;
    const key = `${String(error.extensions?.code)} ${error.message.replace(QUOTED, '')}`;
    const kind = kinds.get(key) ?? { first: error, count: 0 };
    kinds.set(key, kind);
    return ++kind.count <= limit;
  });
  for (const { first, count } of kinds.values()) {
    if (count <= limit) continue;
    const { code, requestId } = first.extensions ?? {};
    const message = briefMessage(`${count - limit} more errors of this kind are left out: ${first.message}`);
    kept.push({ message, extensions: { code, requestId } });
  }
  return kept;
}
