import { type GraphQLSchema, parse, TypeInfo, validate, visit, visitWithTypeInfo } from 'graphql';
import type { Example } from './examples.js';

/**
 * The operations that an example shows, by coordinate. A query field that only leads to another operation, as
 * `callerOrganization` does, is not one of them. Throws when the example does not fit the schema.
 */
export function operationsOfExample(
  schema: GraphQLSchema,
  { name, operation }: Example,
  operations: ReadonlyMap<string, unknown>,
): string[] {
  const document = parse(operation);
  const [fault] = validate(schema, document);
  if (fault !== undefined) throw new Error(`docs/examples/${name}.graphql: ${fault.message}`);
  const shown = new Set<string>();
  const leading = new Set<string>();
  const path: string[] = [];
  const types = new TypeInfo(schema);
  visit(
    document,
    visitWithTypeInfo(types, {
      Field: {
        enter: () => {
          const coordinate = `${types.getParentType()?.name}.${types.getFieldDef()?.name}`;
          if (operations.has(coordinate)) {
            shown.add(coordinate);
            for (const above of path) if (above.startsWith('Query.')) leading.add(above);
          }
          path.push(coordinate);
        },
        leave: () => void path.pop(),
      },
    }),
  );
  return [...shown].filter((coordinate) => !leading.has(coordinate));
}
