import type { ApolloServerPlugin } from '@apollo/server';
import { visit } from 'graphql';
import { assertStorable } from './text.js';

/** Refuses text that PostgreSQL cannot keep as it is, in variables and in the document alike, before anything runs. */
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
