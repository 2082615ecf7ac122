import {
  type GraphQLField,
  type GraphQLInterfaceType,
  type GraphQLObjectType,
  getNamedType,
  isAbstractType,
  isInterfaceType,
  isLeafType,
  isObjectType,
  type OperationDefinitionNode,
  OperationTypeNode,
  type SelectionSetNode,
} from 'graphql';
import { LIMITS } from '../limits/limits.js';
import { leadOf, leafText, type ObjectShape, type Place, placeOf } from './answer-shape.js';
import { collectFields, type FieldNodes, type Selections } from './collect-fields.js';
import { type PlanArguments, planArguments } from './plan-arguments.js';
import { type PlanNames, planNames } from './plan-names.js';
import type { PlannerTraits } from './planner-traits.js';
import { tooLargeToPlan } from './too-large-to-plan.js';

type Field = GraphQLField<unknown, unknown>;
type Abstract = Parameters<Selections['schema']['getPossibleTypes']>[0];
/** The selections of a selection set as text of the plan's operation, and the shape of its answer. */
type Asked = { text: string; shape: ObjectShape };
/** The selections below a field, and the place of its value. */
type Below = Omit<Place, 'nonNull'> & { text: string };

/** An operation in the form in which it is planned, and the shape of the client's answer. */
export type CanonicalOperation = {
  /** Undefined where nothing has to be fetched: an operation of `__typename` alone. */
  text: string | undefined;
  root: ObjectShape;
  arguments: PlanArguments;
  /** The number of fields in the shape, which determines its memory. */
  fields: number;
};

/**
 * Rewrites an operation for a planner that distinguishes fields by their response names alone, whatever their parent
 * types (apollographql/federation #2938, #3036): at each place, a name stands for one field with the same arguments and
 * the same selection, under every type condition. Names of the client occur in the shape only, values are variables,
 * `@skip` and `@include` are decided.
 */
export function canonicalOperation(
  selections: Selections,
  operation: OperationDefinitionNode,
  { interfaceObjects, requiredWithArguments }: PlannerTraits,
): CanonicalOperation {
  const { schema } = selections;
  const args = planArguments(schema);
  let fields = 0;

  function object(
    type: GraphQLObjectType | GraphQLInterfaceType,
    sets: readonly SelectionSetNode[],
    names: PlanNames,
  ): Asked {
    const asked = new Set<string>();
    const shape: ObjectShape = { type: type.name, fields: [] };
    for (const [name, nodes] of collectFields(selections, type, sets)) {
      const [node] = nodes;
      const lead = leadOf(name, shape.fields.length);
      if (++fields > LIMITS.plannedFields) throw tooLargeToPlan();
      if (node.name.value === '__typename') {
        shape.fields.push({ name, lead, planned: '__typename', place: { nonNull: true } });
        continue;
      }
      const definition = type.getFields()[node.name.value];
      if (definition === undefined) throw new Error(`${type.name} has no field ${node.name.value}.`);
      const { text, planned, place } = one(definition, nodes, names);
      asked.add(text);
      shape.fields.push({ name, lead, planned, place });
    }
    return { text: [...asked].join(' '), shape };
  }

  function one(
    definition: Field,
    nodes: FieldNodes,
    names: PlanNames,
  ): { text: string; planned: string; place: Place } {
    const { type } = definition;
    const sets = nodes.flatMap(({ selectionSet }) => selectionSet ?? []);
    const { text, ...named } = below(getNamedType(type), sets);
    const asked = `${definition.name}${args.of(definition, nodes[0])}${text}`;
    const planned = names.of(definition.name, `${asked} ${type.toString()}`);
    return {
      text: planned === definition.name ? asked : `${planned}: ${asked}`,
      planned,
      place: placeOf(type, named),
    };
  }

  function below(type: unknown, sets: readonly SelectionSetNode[]): Below {
    if (isLeafType(type)) return { text: '', leaf: leafText(type) };
    if (isInterfaceType(type) && interfaceObjects.has(type.name) && areCommon(selections, type, sets))
      return untyped(type, sets);
    if (isAbstractType(type)) return abstract(type, sets);
    if (!isObjectType(type)) throw new Error('A field has a type that is no output type.');
    const { text, shape } = object(type, sets, planNames(requiredWithArguments));
    // Whether the object exists has to be fetched even where none of its fields is.
    return { text: ` { ${text || '__typename'} }`, object: shape };
  }

  /** The types of the objects are not requested: a service that has them as one type does not know them. */
  function untyped(type: GraphQLInterfaceType, sets: readonly SelectionSetNode[]): Below {
    const { text, shape } = object(type, sets, planNames(requiredWithArguments));
    const types = [undefined, type.name, ...schema.getPossibleTypes(type).map(({ name }) => name)];
    return { text: ` { ${text || '__typename'} }`, byType: new Map(types.map((name) => [name, shape])) };
  }

  /** The types share one set of names: a planner finds names by place, not by type. */
  function abstract(type: Abstract, sets: readonly SelectionSetNode[]): Below {
    const names = planNames(requiredWithArguments);
    const byType = new Map<string, ObjectShape>();
    const texts = new Map<string, string>();
    for (const possible of schema.getPossibleTypes(type)) {
      const { text, shape } = object(possible, sets, names);
      byType.set(possible.name, shape);
      texts.set(possible.name, text);
    }
    return { text: ` { __typename ${fragments(type, byType, texts)} }`, byType };
  }

  const root = schema.getRootType(operation.operation);
  if (!root) throw new Error(`There are no ${operation.operation}s.`);
  const { text, shape } = object(
    root,
    [operation.selectionSet],
    planNames(requiredWithArguments, operation.operation === OperationTypeNode.QUERY),
  );
  return {
    text: text === '' ? undefined : `${operation.operation}${args.declaration()} { ${text} }`,
    root: shape,
    arguments: args,
    fields,
  };
}

/** Whether all objects of an interface have the same selected fields, and no type among them. */
function areCommon(selections: Selections, type: GraphQLInterfaceType, sets: readonly SelectionSetNode[]): boolean {
  const nodesFor = (of: GraphQLInterfaceType | GraphQLObjectType) =>
    [...collectFields(selections, of, sets).values()].flat();
  const common = nodesFor(type);
  return (
    common.every(({ name }) => name.value !== '__typename') &&
    selections.schema.getPossibleTypes(type).every((possible) => nodesFor(possible).length === common.length)
  );
}

/** One fragment per type, or none where the interface has all selected fields. */
function fragments(
  type: Abstract,
  byType: ReadonlyMap<string, ObjectShape>,
  texts: ReadonlyMap<string, string>,
): string {
  const [common, ...others] = new Set(texts.values());
  const own = 'getFields' in type ? type.getFields() : {};
  const known = [...byType.values()].every(({ fields }) =>
    fields.every(({ planned }) => planned === '__typename' || own[planned] !== undefined),
  );
  if (common !== undefined && others.length === 0 && known) return common;
  return [...texts].flatMap(([name, text]) => (text === '' ? [] : [`... on ${name} { ${text} }`])).join(' ');
}
