import { assertStorable } from '@app/subgraph-kit/text';
import { coerceInputValue, GraphQLError, GraphQLNonNull, type GraphQLSchema, isInputObjectType } from 'graphql';

const LONGEST_FAULT = 300;

/** Reads JSON that did not come by the API as the API reads an input of this type: the same types, the same refusals. */
export function inputReader<Value>(
  schema: GraphQLSchema,
  name: string,
): (json: unknown) => { readonly value: Value } | { readonly fault: string } {
  const type = schema.getType(name);
  if (!isInputObjectType(type)) throw new Error(`The schema has no input ${name}.`);
  const needed = new GraphQLNonNull(type);
  return (json) => {
    try {
      const value = coerceInputValue(json, needed, refuse, true);
      assertStorable(value, 'item');
      return { value: value as Value };
    } catch (error) {
      if (error instanceof GraphQLError) return { fault: error.message.slice(0, LONGEST_FAULT) };
      throw error;
    }
  };
}

function refuse(path: readonly (string | number)[], _value: unknown, error: GraphQLError): never {
  throw path.length === 0 ? error : new GraphQLError(`${path.join('.')}: ${error.message}`);
}
