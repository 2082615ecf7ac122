import {
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  GraphQLIncludeDirective,
  type GraphQLNamedType,
  type GraphQLSchema,
  GraphQLSkipDirective,
  getDirectiveValues,
  getNamedType,
  getNullableType,
  isCompositeType,
  isInterfaceType,
  isListType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
  valueFromAST,
} from 'graphql';

type Variables = Readonly<Record<string, unknown>>;
/** Fields that are answered as one: the same name in the answer, of the same type. */
type Field = { parent: GraphQLNamedType; nodes: FieldNode[] };

/** Cost of an object that is no item of a list, and of a list of scalars: a fraction of the item that contains it. */
const PART = 0.25;
/** Counts are products; larger numbers say nothing more. */
const ENOUGH = 1_000_000_000;

/**
 * The number of nodes that an operation may return at most. The length of a list is its page (`first`) or, where it has
 * none, the entry of its field (`Type.field`) in `lengths`, else `guess`; lengths along a path are multiplied. An item
 * of a list is a node, every other object a quarter. Merged fields count once. Introspection does not count. The number
 * of selections, fragments expanded, bounds the work and was checked before.
 */
export function countNodes(
  schema: GraphQLSchema,
  operation: OperationDefinitionNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  variables: Variables,
  guess: number,
  lengths: Readonly<Record<string, number>> = {},
): number {
  function below(parent: GraphQLNamedType, sets: readonly SelectionSetNode[], page: number | undefined): number {
    const fields = new Map<string, Field>();
    for (const set of sets) collect(parent, set, fields);
    let total = 0;
    for (const field of fields.values()) total += one(field, page);
    return Math.min(total, ENOUGH);
  }

  function collect(parent: GraphQLNamedType, set: SelectionSetNode, fields: Map<string, Field>): void {
    for (const selection of set.selections) {
      if (isLeftOut(selection, variables)) continue;
      if (selection.kind === Kind.FIELD) {
        const key = `${parent.name} ${(selection.alias ?? selection.name).value}`;
        const known = fields.get(key);
        if (known === undefined) fields.set(key, { parent, nodes: [selection] });
        else known.nodes.push(selection);
        continue;
      }
      const fragment = selection.kind === Kind.FRAGMENT_SPREAD ? fragments.get(selection.name.value) : selection;
      if (fragment === undefined) continue;
      const condition = fragment.typeCondition?.name.value;
      collect(
        (condition === undefined ? undefined : schema.getType(condition)) ?? parent,
        fragment.selectionSet,
        fields,
      );
    }
  }

  /** `page` is the length of the lists of a connection, which is an argument of the field above. */
  function one({ parent, nodes }: Field, page: number | undefined): number {
    const [node] = nodes;
    const definition = node === undefined ? undefined : fieldOf(parent, node.name.value);
    if (node === undefined || definition === undefined) return 0;
    const type = getNamedType(definition.type);
    const isList = isListType(getNullableType(definition.type));
    if (!isCompositeType(type)) return isList ? PART : 0;
    const first = firstOf(definition, node, variables);
    const sets = nodes.flatMap(({ selectionSet }) => selectionSet ?? []);
    if (!isList) return PART + below(type, sets, first);
    const length = first ?? page ?? lengths[`${parent.name}.${definition.name}`] ?? guess;
    return length * (1 + below(type, sets, undefined));
  }

  const root = schema.getRootType(operation.operation);
  return root ? Math.ceil(below(root, [operation.selectionSet], undefined)) : 0;
}

/** A number of nodes for a message. */
export function nodesInWords(count: number): string {
  return count >= ENOUGH ? 'more than a thousand million' : count.toLocaleString('en');
}

function fieldOf(parent: GraphQLNamedType, name: string): GraphQLField<unknown, unknown> | undefined {
  return isObjectType(parent) || isInterfaceType(parent) ? parent.getFields()[name] : undefined;
}

/** The requested length of a page, by literal, variable or default. */
function firstOf(
  definition: GraphQLField<unknown, unknown>,
  node: FieldNode,
  variables: Variables,
): number | undefined {
  const argument = definition.args.find(({ name }) => name === 'first');
  if (argument === undefined) return undefined;
  const given = node.arguments?.find(({ name }) => name.value === 'first')?.value;
  const value = given === undefined ? undefined : valueFromAST(given, argument.type, variables);
  const first = value === undefined ? argument.defaultValue : value;
  return typeof first === 'number' ? Math.max(first, 0) : undefined;
}

/** Whether `@skip` or `@include` leaves a selection out. */
export function isLeftOut(node: SelectionNode, variables: Variables): boolean {
  return (
    getDirectiveValues(GraphQLSkipDirective, node, variables)?.if === true ||
    getDirectiveValues(GraphQLIncludeDirective, node, variables)?.if === false
  );
}
