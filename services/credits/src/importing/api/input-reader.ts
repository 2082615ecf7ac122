import { assertStorable } from '@app/subgraph-kit/values/text';
import { coerceInputValue, GraphQLError, GraphQLNonNull, type GraphQLSchema, isInputObjectType } from 'graphql';

const LONGEST_FAULT = 300;

/** Reads JSON from a file as the API reads an input of this type: with the same types and the same errors. */
export function inputReader<Value>(
  schema: GraphQLSchema,
  name: string,
): (json: unknown) => { readonly value: Value } | { readonly fault: string } {
  const type = schema.getType(name);
  if (!isInputObjectType(type)) throw new Error(`The schema has no input ${name}.`);
  const needed = new GraphQLNonNull(type);
  return (json) => {
    try {
      const value = coerceInputValue(json, needed, fail, true);
      assertStorable(value, 'item');
      return { value: value as Value };
    } catch (error) {
      if (error instanceof GraphQLError) return { fault: error.message.slice(0, LONGEST_FAULT) };
      throw error;
    }
  };
}

function fail(path: readonly (string | number)[], _value: unknown, error: GraphQLError): never {
  throw path.length === 0 ? error : new GraphQLError(`${path.join('.')}: ${error.message}`);
}
