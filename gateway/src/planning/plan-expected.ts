import { type GraphQLSchema, parse, validate } from 'graphql';
import type { Logger } from 'pino';
import type { OperationPreparer } from './prepared-operation.js';

/** Plans documents before they are sent. One that does not fit the schema is left out: its requests are rejected. */
export function planExpected(
  documents: readonly string[],
  schema: GraphQLSchema,
  preparer: OperationPreparer,
  log: Logger,
): void {
  for (const text of documents) {
    try {
      const [error] = validate(schema, parse(text));
      if (error !== undefined) throw error;
      preparer.planAhead(text);
    } catch (error) {
      log.warn({ reason: (error as Error).message }, 'a document of the application cannot be planned');
    }
  }
}
