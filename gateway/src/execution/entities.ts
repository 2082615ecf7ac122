import type { QueryPlanSelectionNode } from '@apollo/query-planner';
import { type GraphQLSchema, isAbstractType, isInterfaceType, isObjectType } from 'graphql';
import { isObject } from './merge.js';
import type { PlanObject } from './plan-run.js';

type Path = readonly (string | number)[];

/** The objects at a path of the data; `@` stands for each item of a list. */
export function objectsAt(data: unknown, path: Path): PlanObject[] {
  const found: PlanObject[] = [];
  walk(data, path, 0, (object) => void found.push(object));
  return found;
}

/** The paths of the objects that `objectsAt` finds, in the same order. */
export function pathsAt(data: unknown, path: Path): (string | number)[][] {
  const found: (string | number)[][] = [];
  const here: (string | number)[] = [];
  walk(data, path, 0, () => void found.push([...here]), here);
  return found;
}

function walk(
  value: unknown,
  path: Path,
  depth: number,
  visit: (object: PlanObject) => void,
  here?: (string | number)[],
): void {
  if (Array.isArray(value)) {
    const next = path[depth] === '@' ? depth + 1 : depth;
    for (let index = 0; index < value.length; index++) {
      here?.push(index);
      walk(value[index], path, next, visit, here);
      here?.pop();
    }
    return;
  }
  if (!isObject(value)) return;
  const key = path[depth];
  if (key === undefined) {
    visit(value);
    return;
  }
  here?.push(key);
  walk(value[key], path, depth + 1, visit, here);
  here?.pop();
}

/**
 * The fields by which a subgraph finds an object; undefined where the object lacks one of them or is of another type.
 */
export function representationOf(
  schema: GraphQLSchema,
  object: PlanObject,
  requires: readonly QueryPlanSelectionNode[],
): PlanObject | undefined {
  const representation: PlanObject = {};
  const complete = select(schema, object, requires, representation);
  return complete && representation.__typename !== undefined ? representation : undefined;
}

function select(
  schema: GraphQLSchema,
  object: PlanObject,
  selections: readonly QueryPlanSelectionNode[],
  into: PlanObject,
): boolean {
  for (const selection of selections) {
    if (selection.kind === 'InlineFragment') {
      if (!isOfType(schema, object, selection.typeCondition)) continue;
      if (!select(schema, object, selection.selections, into)) return false;
      continue;
    }
    const name = selection.alias ?? selection.name;
    const value = object[name];
    if (value === undefined) return false;
    into[name] = selection.selections === undefined ? value : part(schema, value, selection.selections);
  }
  return true;
}

function part(schema: GraphQLSchema, value: unknown, selections: readonly QueryPlanSelectionNode[]): unknown {
  if (Array.isArray(value)) return value.map((item) => part(schema, item, selections));
  if (!isObject(value)) return value;
  const selected: PlanObject = {};
  return select(schema, value, selections, selected) ? selected : null;
}

function isOfType(schema: GraphQLSchema, object: PlanObject, condition: string | undefined): boolean {
  const name = object.__typename;
  if (condition === undefined || condition === name) return true;
  if (typeof name !== 'string') return false;
  const [type, conditional] = [schema.getType(name), schema.getType(condition)];
  return (
    isAbstractType(conditional) && (isObjectType(type) || isInterfaceType(type)) && schema.isSubType(conditional, type)
  );
}
