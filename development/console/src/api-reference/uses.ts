import {
  type GraphQLSchema,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isIntrospectionType,
  isScalarType,
  isUnionType,
} from 'graphql';

/** What uses each type: fields (`User.roles`), arguments (`Query.user(id:)`), input fields and unions, by the name of the type. */
export function usesOfTypes(schema: GraphQLSchema): Map<string, string[]> {
  const uses = new Map<string, string[]>();
  const add = (type: string, use: string) => uses.set(type, [...(uses.get(type) ?? []), use]);
  for (const type of Object.values(schema.getTypeMap())) {
    if (isIntrospectionType(type) || isScalarType(type) || isEnumType(type)) continue;
    if (isUnionType(type)) for (const member of type.getTypes()) add(member.name, type.name);
    else if (isInputObjectType(type))
      for (const field of Object.values(type.getFields()))
        add(getNamedType(field.type).name, `${type.name}.${field.name}`);
    else
      for (const field of Object.values(type.getFields())) {
        add(getNamedType(field.type).name, `${type.name}.${field.name}`);
        for (const argument of field.args)
          add(getNamedType(argument.type).name, `${type.name}.${field.name}(${argument.name}:)`);
      }
  }
  return uses;
}
