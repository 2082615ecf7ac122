import { type ConstDirectiveNode, type DocumentNode, Kind, visit } from 'graphql';

/**
 * A supergraph without the keys by which a service finds no objects (`resolvable: false`), where it finds them by
 * another key. The planner takes the first key for a fetch of `@requires`, whether the service finds objects by it or not.
 */
export function withoutIdleKeys(supergraph: DocumentNode): DocumentNode {
  return visit(supergraph, {
    ObjectTypeDefinition: (type) => withDirectives(type),
    InterfaceTypeDefinition: (type) => withDirectives(type),
  });
}

function withDirectives<Type extends { readonly directives?: readonly ConstDirectiveNode[] }>(type: Type): Type {
  const { directives = [] } = type;
  const finding = new Set(directives.filter((one) => isKey(one) && !isIdle(one)).map(graphOf));
  return { ...type, directives: directives.filter((one) => !(isIdle(one) && finding.has(graphOf(one)))) };
}

function isKey(directive: ConstDirectiveNode): boolean {
  return directive.name.value === 'join__type' && argumentOf(directive, 'key') !== undefined;
}

function isIdle(directive: ConstDirectiveNode): boolean {
  const resolvable = argumentOf(directive, 'resolvable');
  return isKey(directive) && resolvable?.kind === Kind.BOOLEAN && !resolvable.value;
}

function graphOf(directive: ConstDirectiveNode): string | undefined {
  const graph = argumentOf(directive, 'graph');
  return graph?.kind === Kind.ENUM ? graph.value : undefined;
}

function argumentOf({ arguments: given = [] }: ConstDirectiveNode, name: string) {
  return given.find((argument) => argument.name.value === name)?.value;
}
