import type { FetchNode } from '@apollo/query-planner';
import { Kind, parse, type SelectionSetNode } from 'graphql';
import { rewrittenPath } from './data-rewrites.js';

const known = new WeakMap<FetchNode, readonly string[]>();

/** The field names, as in the plan, that a fetch adds to an object. They are computed only where a fetch failed. */
export function fetchedFields(node: FetchNode): readonly string[] {
  const found = known.get(node) ?? namesOf(node);
  known.set(node, found);
  return found;
}

function namesOf({ operation, requires, outputRewrites }: FetchNode): string[] {
  const names = new Set<string>();
  function collect({ selections }: SelectionSetNode, depth: number): void {
    for (const selection of selections) {
      if (selection.kind === Kind.FRAGMENT_SPREAD) continue;
      if (selection.kind === Kind.INLINE_FRAGMENT) collect(selection.selectionSet, depth);
      else if (depth === 0) names.add((selection.alias ?? selection.name).value);
      else if (selection.selectionSet !== undefined) collect(selection.selectionSet, depth - 1);
    }
  }
  for (const definition of parse(operation, { noLocation: true }).definitions) {
    // The fields of entities are below `_entities`.
    if (definition.kind === Kind.OPERATION_DEFINITION) collect(definition.selectionSet, requires === undefined ? 0 : 1);
  }
  return [...names].map((name) => String(rewrittenPath(outputRewrites, [name])[0]));
}
