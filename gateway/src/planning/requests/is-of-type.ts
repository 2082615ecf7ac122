import { type GraphQLSchema, isAbstractType, isInterfaceType, isObjectType } from 'graphql';

/** Whether objects of a type fulfill a type condition; without a condition all do. */
export function isOfType(schema: GraphQLSchema, name: unknown, condition: string | undefined): boolean {
  if (condition === undefined || condition === name) return true;
  if (typeof name !== 'string') return false;
  const [type, conditional] = [schema.getType(name), schema.getType(condition)];
  return (
    isAbstractType(conditional) && (isObjectType(type) || isInterfaceType(type)) && schema.isSubType(conditional, type)
  );
}
