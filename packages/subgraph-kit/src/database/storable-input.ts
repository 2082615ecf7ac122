import type { ApolloServerPlugin } from '@apollo/server';
import { type DocumentNode, visit } from 'graphql';
import { assertStorable } from '../values/text.js';

/** Documents without text that could not be stored. Apollo Server keeps the document of an operation. */
const storable = new WeakSet<DocumentNode>();

/** Rejects text that PostgreSQL cannot store unchanged, in variables and in the document, before execution. */
export const storableInput: ApolloServerPlugin = {
  async requestDidStart() {
    return {
      async didResolveOperation({ request, document }) {
        assertStorable(request.variables ?? {});
        if (storable.has(document)) return;
        visit(document, { StringValue: (node) => assertStorable(node.value, 'The document') });
        storable.add(document);
      },
    };
  },
};
