import { maskError } from '@app/subgraph-kit/graphql/error-masking';
import type { GraphQLFormattedError } from 'graphql';
import { GraphQLError } from 'graphql';
import type { Logger } from 'pino';
import { briefMessage } from '../limits/brief-errors.js';

const TOO_MANY_TOKENS = /Document contains more tha[nt] (\d+) tokens/;
// The planner has limits of its own, far above ours. A document that exceeds them is still too large.
const TOO_LARGE_TO_PLAN = /Number of (recursive|non-local) selections exceeds limit/;

const FOREIGN_PAGE = /potential Cross-Site Request Forgery/;
const REMEDY =
  'A page of another site could send this request (CSRF). Send a query by GET with the header authorization, ' +
  'apollo-require-preflight or x-apollo-operation-name, or by POST as application/json.';

/**
 * Names of the schema that graphql-js suggests. The library leaves them out for wrong documents, not for wrong values.
 */
const SUGGESTIONS = / ?Did you mean [^?]*\?/g;

/** Makes any error safe for clients, with a code of the closed list and the id of the request. */
export function errorAnswers(log: Logger, suggestions: boolean) {
  const mask = maskError(log);
  return (formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError => {
    if (FOREIGN_PAGE.test(formatted.message)) return mask({ ...formatted, message: REMEDY }, error);
    const message = complexity(formatted, error);
    const answer = mask(
      message === undefined ? formatted : { ...formatted, message, extensions: { code: 'QUERY_TOO_COMPLEX' } },
      error,
    );
    return { ...answer, message: briefMessage(suggestions ? answer.message : answer.message.replace(SUGGESTIONS, '')) };
  };
}

/** The message of a limit that was exceeded; libraries report theirs under other codes. */
function complexity(formatted: GraphQLFormattedError, error: unknown): string | undefined {
  const tokens = TOO_MANY_TOKENS.exec(formatted.message)?.[1];
  if (tokens !== undefined) return `The document is too long: ${tokens} tokens are allowed.`;
  if (formatted.extensions?.validationErrorCode === 'MAX_RECURSIVE_SELECTIONS_EXCEEDED')
    return 'The operation asks for too many fields, with its fragments expanded.';
  if (TOO_LARGE_TO_PLAN.test(formatted.message)) return 'The operation is too large to plan.';
  const original = error instanceof GraphQLError ? error.originalError : undefined;
  return original instanceof GraphQLError && original.extensions.code === 'QUERY_TOO_COMPLEX'
    ? formatted.message
    : undefined;
}
