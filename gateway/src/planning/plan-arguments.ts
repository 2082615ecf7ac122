import { badRequestInput } from '@app/subgraph-kit/graphql/errors';
import {
  type FieldNode,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLSchema,
  getArgumentValues,
  getNullableType,
  isRequiredArgument,
  Kind,
  print,
  type ValueNode,
} from 'graphql';
import type { ClientVariables } from './client-variables.js';
import { type InputValue, readInput } from './input-values.js';

type Field = GraphQLField<unknown, unknown>;
type PlanVariable = { name: string; type: string; read: InputValue };

/** The arguments of an operation, each a variable of the plan; equal ones share a variable. */
export type PlanArguments = {
  /** As text, in the order of the argument names; empty without arguments. */
  of(definition: Field, node: FieldNode): string;
  /** The declaration of the plan's variables. */
  declaration(): string;
  /** Their values for one request. */
  values(variables: ClientVariables): Record<string, unknown>;
  /**
   * Throws BAD_USER_INPUT unless the variables fit every argument: null is not allowed where only a default makes a
   * variable optional.
   */
  assert(coerced: Readonly<Record<string, unknown>>): void;
};

/**
 * Collects the arguments of an operation while it is rewritten. The client's names of variables do not occur in the
 * plan.
 */
export function planArguments(schema: GraphQLSchema): PlanArguments {
  const variables = new Map<string, PlanVariable>();
  const checks: { definition: Field; node: FieldNode }[] = [];

  function variable(argument: GraphQLArgument, value: ValueNode): string {
    // Without a value the argument has its default, which a non-null type would reject.
    const type = String(isRequiredArgument(argument) ? argument.type : getNullableType(argument.type));
    const key = `${type} ${print(value)}`;
    const known = variables.get(key);
    if (known !== undefined) return known.name;
    const name = `a${variables.size}`;
    variables.set(key, { name, type, read: readInput(schema, value, argument.type) });
    return name;
  }

  return {
    of(definition, node) {
      const given = node.arguments ?? [];
      // The selections below the field are not kept with its arguments.
      if (given.some(({ value }) => holdsVariable(value)))
        checks.push({ definition, node: { kind: node.kind, name: node.name, arguments: given } });
      const texts = definition.args.flatMap((argument) => {
        const value = given.find(({ name }) => name.value === argument.name)?.value;
        return value === undefined ? [] : [`${argument.name}: $${variable(argument, value)}`];
      });
      return texts.length === 0 ? '' : `(${texts.join(', ')})`;
    },
    declaration() {
      const texts = [...variables.values()].map(({ name, type }) => `$${name}: ${type}`);
      return texts.length === 0 ? '' : `(${texts.join(', ')})`;
    },
    values: (client) => Object.fromEntries([...variables.values()].map(({ name, read }) => [name, read(client)])),
    assert(coerced) {
      for (const { definition, node } of checks) {
        try {
          getArgumentValues(definition, node, coerced);
        } catch (error) {
          throw badRequestInput((error as Error).message);
        }
      }
    },
  };
}

function holdsVariable(value: ValueNode): boolean {
  if (value.kind === Kind.LIST) return value.values.some(holdsVariable);
  if (value.kind === Kind.OBJECT) return value.fields.some((field) => holdsVariable(field.value));
  return value.kind === Kind.VARIABLE;
}
