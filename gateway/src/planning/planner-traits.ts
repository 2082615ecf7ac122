import { type ConstDirectiveNode, type DocumentNode, Kind, parse, visit } from 'graphql';

/** What a supergraph has that its planner handles in ways of its own. */
export type PlannerTraits = {
  /** Interfaces that some service has as one object type (`@interfaceObject`): it knows no types of their objects. */
  interfaceObjects: ReadonlySet<string>;
  /**
   * Names of fields that `@requires` asks for with arguments. The planner requests them by these names, and takes a
   * field of the client with the same name for the same (apollographql/federation: it compares response names alone).
   */
  requiredWithArguments: ReadonlySet<string>;
};

/** Finds them in the directives of a supergraph. */
export function plannerTraits(supergraph: DocumentNode): PlannerTraits {
  const interfaceObjects = new Set<string>();
  const requiredWithArguments = new Set<string>();
  visit(supergraph, {
    InterfaceTypeDefinition({ name, directives = [] }) {
      if (directives.some(isOfInterfaceObject)) interfaceObjects.add(name.value);
    },
    Directive({ name, arguments: given = [] }) {
      if (name.value !== 'join__field') return;
      const requires = given.find((argument) => argument.name.value === 'requires')?.value;
      if (requires?.kind !== Kind.STRING) return;
      visit(parse(`{${requires.value}}`), {
        Field(field) {
          if ((field.arguments ?? []).length > 0) requiredWithArguments.add(field.name.value);
        },
      });
    },
  });
  return { interfaceObjects, requiredWithArguments };
}

function isOfInterfaceObject({ name, arguments: given = [] }: ConstDirectiveNode): boolean {
  return (
    name.value === 'join__type' &&
    given.some(
      (argument) =>
        argument.name.value === 'isInterfaceObject' && argument.value.kind === Kind.BOOLEAN && argument.value.value,
    )
  );
}
