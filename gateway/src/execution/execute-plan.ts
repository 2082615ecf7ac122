import type { FetchNode, PlanNode } from '@apollo/query-planner';
import { objectsAt, pathsAt, representationOf } from './entities.js';
import { fetchedFields } from './fetched-fields.js';
import { isObject, merge } from './merge.js';
import { type Gap, noteGap, type PlanObject, type PlanRun } from './plan-run.js';
import type { SubgraphAnswer, SubgraphError, SubgraphRequest } from './subgraph-answer.js';

/** Sends a request to a subgraph. It never throws: a missing answer is an answer without data. */
export type AskSubgraph = (subgraph: string, request: SubgraphRequest) => Promise<SubgraphAnswer>;
type Path = readonly (string | number)[];
type Steps = { run: PlanRun; ask: AskSubgraph; variables: Readonly<Record<string, unknown>> };

/** Executes a plan: fetches in its order and merges the answers. */
export async function executePlan(steps: Steps, node: PlanNode, path: Path = []): Promise<void> {
  switch (node.kind) {
    case 'Sequence':
      for (const step of node.nodes) await executePlan(steps, step, path);
      return;
    case 'Parallel':
      await Promise.all(node.nodes.map((step) => executePlan(steps, step, path)));
      return;
    case 'Flatten':
      return executePlan(steps, node.node, [...path, ...node.path]);
    case 'Fetch':
      return node.requires === undefined
        ? fetchFields(steps, node, path)
        : fetchEntities(steps, node, node.requires, path);
    default:
      throw new Error(`The plan has a node of an unknown kind: ${node.kind}.`);
  }
}

async function fetchFields({ run, ask, variables }: Steps, node: FetchNode, path: Path): Promise<void> {
  const objects = objectsAt(run.data, path);
  if (objects.length === 0) return;
  const { data, errors } = await ask(node.serviceName, requestOf(node, variables));
  for (const object of objects) {
    if (data !== null) merge(object, data);
    else noteGap(run, object, fetchedFields(node), gapOf(errors));
  }
  if (errors.length === 0) return;
  const places = pathsAt(run.data, path);
  for (const error of errors) {
    if (error.path !== undefined)
      for (const place of places) run.errors.push({ ...error, path: [...place, ...error.path] });
    else if (data !== null) run.placeless.push(error);
  }
}

async function fetchEntities(
  { run, ask, variables }: Steps,
  node: FetchNode,
  requires: NonNullable<FetchNode['requires']>,
  path: Path,
): Promise<void> {
  const objects = objectsAt(run.data, path);
  const known = new Map<string, number>();
  const representations: PlanObject[] = [];
  /** The representation of each object; an entity that occurs several times is requested once. */
  const own = objects.map((object) => {
    const representation = representationOf(run.schema, object, requires);
    if (representation === undefined) return undefined;
    const key = JSON.stringify(representation);
    const index = known.get(key) ?? representations.push(representation) - 1;
    known.set(key, index);
    return index;
  });
  if (representations.length === 0) return;
  const answer = await ask(node.serviceName, requestOf(node, { ...variables, representations }));
  const entities = answer.data?._entities;
  const whole = Array.isArray(entities) && entities.length === representations.length;
  objects.forEach((object, nth) => {
    const index = own[nth];
    if (index === undefined) return;
    const entity: unknown = whole ? entities[index] : undefined;
    if (isObject(entity)) merge(object, entity);
    else noteGap(run, object, fetchedFields(node), whole ? gapOfEntity(answer.errors, index) : gapOf(answer.errors));
  });
  // Without entities the gap in each object explains the error.
  if (answer.errors.length === 0 || !whole) return;
  const paths = pathsAt(run.data, path);
  for (const error of answer.errors) {
    const [root, index, ...rest] = error.path ?? [];
    if (root !== '_entities' || typeof index !== 'number') run.placeless.push(withoutPath(error));
    else if (rest.length > 0 || isObject(entities[index]))
      for (const [nth, place] of paths.entries())
        if (own[nth] === index) run.errors.push({ ...error, path: [...place, ...rest] });
  }
}

function requestOf(node: FetchNode, variables: Readonly<Record<string, unknown>>): SubgraphRequest {
  const used = [...(node.variableUsages ?? []), ...(node.requires === undefined ? [] : ['representations'])];
  return {
    query: node.operation,
    operationName: node.operationName,
    variables: Object.fromEntries(used.map((name) => [name, variables[name]])),
  };
}

/**
 * The reason for a fetch without data: the error without a path. Where all errors have paths, they are reported there.
 */
function gapOf(errors: readonly SubgraphError[]): Gap {
  const error = errors.find(({ path }) => path === undefined || path.length === 0) ?? errors[0];
  if (error === undefined) return { error: { message: 'A subgraph answers for other objects.', extensions: {} } };
  return error.path === undefined || error.path[0] === '_entities' ? { error: withoutPath(error) } : 'collateral';
}

/**
 * The reason for an entity that is null: its own error, or an error below it, or the entity does not exist for this
 * caller.
 */
function gapOfEntity(errors: readonly SubgraphError[], index: number): Gap {
  const own = errors.filter(({ path }) => path?.[0] === '_entities' && path[1] === index);
  const whole = own.find(({ path }) => path?.length === 2);
  if (whole !== undefined) return { error: withoutPath(whole) };
  return own.length > 0 ? 'collateral' : 'absent';
}

function withoutPath({ message, extensions }: SubgraphError): SubgraphError {
  return { message, extensions };
}
