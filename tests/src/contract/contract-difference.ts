import {
  type GraphQLArgument,
  type GraphQLNamedType,
  type GraphQLSchema,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  isScalarType,
  isUnionType,
} from 'graphql';

/** What a schema lacks of a contract, and what differs in form; both by schema coordinate. */
export type ContractDifference = { missing: string[]; changed: string[] };

/**
 * Compares a schema with the contract that it must contain: names, types, nullability, defaults, union members. An
 * argument may be optional that the contract requires.
 */
export function compareWithContract(contract: GraphQLSchema, api: GraphQLSchema): ContractDifference {
  const difference: ContractDifference = { missing: [], changed: [] };
  for (const expected of Object.values(contract.getTypeMap())) {
    if (expected.name.startsWith('__')) continue;
    const actual = api.getType(expected.name);
    if (actual === undefined) difference.missing.push(expected.name);
    else if (actual.constructor !== expected.constructor)
      difference.changed.push(`${expected.name} is of another kind`);
    else compareType(expected, actual, difference);
  }
  difference.missing.sort();
  difference.changed.sort();
  return difference;
}

function compareType(expected: GraphQLNamedType, actual: GraphQLNamedType, difference: ContractDifference): void {
  if (isScalarType(expected)) return;
  if (isEnumType(expected) && isEnumType(actual)) {
    const values = new Set(actual.getValues().map((value) => value.name));
    difference.missing.push(
      ...expected
        .getValues()
        .filter((value) => !values.has(value.name))
        .map((value) => `${expected.name}.${value.name}`),
    );
  } else if (isUnionType(expected) && isUnionType(actual)) {
    const members = new Set(actual.getTypes().map((type) => type.name));
    difference.missing.push(
      ...expected
        .getTypes()
        .filter((type) => !members.has(type.name))
        .map((type) => `${expected.name} = ${type.name}`),
    );
  } else if (isInputObjectType(expected) && isInputObjectType(actual)) {
    compareArguments(
      expected.name,
      '.',
      Object.values(expected.getFields()),
      Object.values(actual.getFields()),
      difference,
    );
  } else if (
    (isObjectType(expected) && isObjectType(actual)) ||
    (isInterfaceType(expected) && isInterfaceType(actual))
  ) {
    const interfaces = new Set(actual.getInterfaces().map((type) => type.name));
    difference.missing.push(
      ...expected
        .getInterfaces()
        .filter((type) => !interfaces.has(type.name))
        .map((type) => `${expected.name} implements ${type.name}`),
    );
    for (const field of Object.values(expected.getFields())) {
      const name = `${expected.name}.${field.name}`;
      const counterpart = actual.getFields()[field.name];
      if (counterpart === undefined) difference.missing.push(name);
      else {
        compareForm(name, String(field.type), String(counterpart.type), difference);
        compareArguments(name, '.', field.args, counterpart.args, difference);
      }
    }
  }
}

type Input = Pick<GraphQLArgument, 'name' | 'type' | 'defaultValue'>;

function compareArguments(
  owner: string,
  separator: string,
  expected: readonly Input[],
  actual: readonly Input[],
  difference: ContractDifference,
): void {
  for (const argument of expected) {
    const name = `${owner}${separator}${argument.name}`;
    const counterpart = actual.find((candidate) => candidate.name === argument.name);
    if (counterpart === undefined) difference.missing.push(name);
    // An argument that may be left out accepts every call of the contract.
    else if (`${form(counterpart)}!` !== form(argument))
      compareForm(name, form(argument), form(counterpart), difference);
  }
}

function form(input: Input): string {
  return input.defaultValue === undefined
    ? String(input.type)
    : `${input.type.toString()} = ${JSON.stringify(input.defaultValue)}`;
}

function compareForm(name: string, expected: string, actual: string, difference: ContractDifference): void {
  if (expected !== actual) difference.changed.push(`${name} is ${actual}, promised is ${expected}`);
}
