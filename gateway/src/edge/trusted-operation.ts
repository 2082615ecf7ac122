import { forbidden } from '@app/subgraph-kit/graphql/errors';
import { GraphQLError } from 'graphql';
import type { TrustedDocuments } from '../planning/trusted-documents.js';
import { badRequest, type SentOperation } from './request-body.js';

/**
 * The operation with the text of its document, which a client may name by `documentId`. With `onlyTrusted` there is no
 * other way: a page that an attacker controls can ask nothing but what the application asks.
 */
export function trustedOperation(
  sent: SentOperation,
  { documents, onlyTrusted }: { documents: TrustedDocuments; onlyTrusted: boolean },
): SentOperation {
  const { documentId, ...operation } = sent;
  if (documentId === undefined) {
    if (onlyTrusted) throw forbidden('A session sends documents by their documentId. Send others with a bearer token.');
    return sent;
  }
  if (operation.query !== undefined) throw badRequest(400, 'Send query or documentId, not both.');
  const query = typeof documentId === 'string' ? documents(documentId) : undefined;
  if (query === undefined)
    throw new GraphQLError('There is no document of this documentId here: send its text, or load the page again.', {
      extensions: { code: 'PERSISTED_QUERY_NOT_FOUND' },
    });
  return { ...operation, query };
}
