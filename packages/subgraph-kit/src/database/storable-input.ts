import type { ApolloServerPlugin } from '@apollo/server';
import { visit } from 'graphql';
import { assertStorable } from '../values/text.js';

/** Rejects text that PostgreSQL cannot store unchanged, in variables and in the document, before execution. */
export const storableInput: ApolloServerPlugin = {
  async requestDidStart() {
    return {
      async didResolveOperation({ request, document }) {
        assertStorable(request.variables ?? {});
        visit(document, { StringValue: (node) => assertStorable(node.value, 'The document') });
      },
    };
  },
};
