import { queryTooComplex } from '@app/subgraph-kit/graphql/errors';
import {
  type ASTVisitor,
  type DocumentNode,
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  OperationTypeNode,
  type SelectionNode,
  type SelectionSetNode,
  type ValidationContext,
  type ValidationRule,
} from 'graphql';
import type { DocumentLimits } from './limits.js';

/** The size of a selection set with its fragments expanded. */
type Measure = { depth: number; aliases: number; directives: number; fields: number };

const NOTHING: Measure = { depth: 0, aliases: 0, directives: 0, fields: 0 };
// Expanded counts grow exponentially; larger numbers say nothing more.
const ENOUGH = 1_000_000;

/**
 * Rejects documents that are deeper or wider than the limits, fragments expanded. Each fragment is measured once, so
 * that the work is proportional to the text. Introspection fields have no depth: where it is open, its own query is
 * deep, and graphql-js bounds it by a rule of its own.
 */
export function documentLimits(limits: DocumentLimits): ValidationRule {
  return (context: ValidationContext): ASTVisitor => ({
    Document: {
      enter(document) {
        const fragments = fragmentsByName(document);
        for (const definition of document.definitions) {
          if (definition.kind !== Kind.OPERATION_DEFINITION) continue;
          for (const message of excesses(definition, fragments, limits)) context.reportError(queryTooComplex(message));
        }
      },
    },
    Name(node) {
      if (node.value.length > limits.nameLength)
        context.reportError(
          queryTooComplex(`A name has ${node.value.length} characters; ${limits.nameLength} are allowed.`),
        );
    },
  });
}

/** The fragments of a document. */
export function fragmentsByName(document: DocumentNode): Map<string, FragmentDefinitionNode> {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  }
  return fragments;
}

function* excesses(
  operation: OperationDefinitionNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  limits: DocumentLimits,
): Generator<string> {
  const measure = measurer(fragments);
  const { depth, aliases, directives, fields } = measure.set(operation.selectionSet);
  if (depth > limits.depth) yield `The operation is ${depth} fields deep; ${limits.depth} are allowed.`;
  if (aliases > limits.aliases) yield `The operation has ${aliases} aliases; ${limits.aliases} are allowed.`;
  const allDirectives = directives + (operation.directives?.length ?? 0);
  if (allDirectives > limits.directives)
    yield `The operation has ${allDirectives} directives; ${limits.directives} are allowed.`;
  const isMutation = operation.operation === OperationTypeNode.MUTATION;
  const allowed = isMutation ? limits.mutationFields : limits.rootFields;
  if (fields > allowed)
    yield isMutation
      ? 'An operation may hold one mutation field: several would not be undone together. Send them one by one.'
      : `The operation has ${fields} fields at its root; ${allowed} are allowed.`;
}

function measurer(fragments: ReadonlyMap<string, FragmentDefinitionNode>) {
  const measured = new Map<string, Measure>();

  function set(selectionSet: SelectionSetNode): Measure {
    let total = NOTHING;
    for (const selection of selectionSet.selections) total = sum(total, one(selection));
    return total;
  }

  function one(selection: SelectionNode): Measure {
    const directives = selection.directives?.length ?? 0;
    if (selection.kind === Kind.FRAGMENT_SPREAD) return sum(fragment(selection.name.value), { ...NOTHING, directives });
    if (selection.kind === Kind.INLINE_FRAGMENT) return sum(set(selection.selectionSet), { ...NOTHING, directives });
    const below = selection.selectionSet === undefined ? NOTHING : set(selection.selectionSet);
    return {
      depth: selection.name.value.startsWith('__') ? 1 : below.depth + 1,
      aliases: below.aliases + (selection.alias === undefined ? 0 : 1),
      directives: below.directives + directives,
      fields: selection.name.value === '__typename' ? 0 : 1,
    };
  }

  function fragment(name: string): Measure {
    const known = measured.get(name);
    if (known !== undefined) return known;
    // graphql-js rejects cycles; here the recursion only has to end.
    measured.set(name, NOTHING);
    const definition = fragments.get(name);
    const measure = definition === undefined ? NOTHING : set(definition.selectionSet);
    measured.set(name, measure);
    return measure;
  }

  return { set };
}

function sum(a: Measure, b: Measure): Measure {
  return {
    depth: Math.max(a.depth, b.depth),
    aliases: Math.min(a.aliases + b.aliases, ENOUGH),
    directives: Math.min(a.directives + b.directives, ENOUGH),
    fields: Math.min(a.fields + b.fields, ENOUGH),
  };
}
