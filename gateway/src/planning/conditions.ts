import { type DocumentNode, Kind, visit } from 'graphql';

/** By document, which is usually sent many times. */
const known = new WeakMap<DocumentNode, readonly string[]>();

/** The variables that `@skip` and `@include` of a document use, in its order. */
function conditionVariables(document: DocumentNode): readonly string[] {
  const found = known.get(document);
  if (found !== undefined) return found;
  const names = new Set<string>();
  visit(document, {
    Directive({ name, arguments: given = [] }) {
      if (name.value !== 'skip' && name.value !== 'include') return;
      for (const { value } of given) if (value.kind === Kind.VARIABLE) names.add(value.name.value);
    },
  });
  const variables = [...names];
  known.set(document, variables);
  return variables;
}

/** The values of those variables as text: operations that differ in nothing else share a plan. */
export function conditionKey(document: DocumentNode, coerced: Readonly<Record<string, unknown>>): string {
  return conditionVariables(document)
    .map((name) => (coerced[name] === true ? '1' : '0'))
    .join('');
}

/** More conditions than these have too many combinations. */
const FEW_CONDITIONS = 3;

/** All combinations of values of those variables; none where there are too many. */
export function conditionsOf(document: DocumentNode): Record<string, boolean>[] {
  const names = conditionVariables(document);
  if (names.length > FEW_CONDITIONS) return [];
  return names.reduce<Record<string, boolean>[]>(
    (all, name) => all.flatMap((one) => [true, false].map((value) => ({ ...one, [name]: value }))),
    [{}],
  );
}
