import { badRequestInput } from '@app/subgraph-kit/graphql/errors';
import {
  type GraphQLInputType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isInputObjectType,
  isListType,
  Kind,
  type ValueNode,
} from 'graphql';
import { type ClientVariables, typeOfVariable } from './client-variables.js';

/** A value of a document as JSON, for given variables; undefined where a variable has no value. */
export type InputValue = (variables: ClientVariables) => unknown;

/**
 * Reads a value of a document by its type, so that it can be sent as a variable. The planner prints some values
 * incorrectly: large numbers as ids, literals of custom scalars. Throws BAD_USER_INPUT for a number that JSON cannot
 * represent.
 */
export function readInput(schema: GraphQLSchema, node: ValueNode, type: GraphQLInputType): InputValue {
  switch (node.kind) {
    case Kind.VARIABLE:
      return ofVariable(schema, node.name.value);
    case Kind.NULL:
      return () => null;
    case Kind.LIST: {
      const list = getNullableType(type);
      const item = isListType(list) ? list.ofType : type;
      const items = node.values.map((value) => readInput(schema, value, item));
      // As in the specification: an item whose variable has no value is null.
      return (variables) => items.map((read) => read(variables) ?? null);
    }
    case Kind.OBJECT: {
      const named = getNamedType(type);
      const members = isInputObjectType(named) ? named.getFields() : {};
      const fields = node.fields.map(
        ({ name, value }) => [name.value, readInput(schema, value, members[name.value]?.type ?? type)] as const,
      );
      return (variables) => Object.fromEntries(fields.map(([name, read]) => [name, read(variables)]));
    }
    case Kind.INT:
    case Kind.FLOAT: {
      const { name } = getNamedType(type);
      const value = name === 'ID' ? node.value : finite(node.value, name);
      return () => value;
    }
    default: {
      const { value } = node;
      return () => value;
    }
  }
}

function ofVariable(schema: GraphQLSchema, name: string): InputValue {
  return ({ values, definitions }) => {
    if (Object.hasOwn(values, name) && values[name] !== undefined) return values[name];
    const definition = definitions.get(name);
    const type = definition && typeOfVariable(schema, definition);
    if (definition?.defaultValue === undefined || type === undefined) return undefined;
    return readInput(schema, definition.defaultValue, type)({ values: {}, definitions });
  };
}

function finite(text: string, type: string): number {
  const value = Number(text);
  if (!Number.isFinite(value))
    throw badRequestInput(`${text.slice(0, 40)} is larger than a ${type} can be: write a number that a double holds.`);
  return value;
}
