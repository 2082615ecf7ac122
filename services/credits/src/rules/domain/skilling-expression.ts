import { type CredentialList, listOf, listOfOne } from './credential-list.js';

/** A number of people, each with one of these credentials. */
export type PeopleNeeded = { readonly people: number; readonly anyOf: readonly string[] };

/** The requirements of the skilling of a specialization. */
export type Expression =
  | ({ readonly kind: 'people' } & PeopleNeeded)
  | { readonly kind: 'all'; readonly parts: readonly Expression[]; readonly distinctPeople: boolean }
  | { readonly kind: 'any'; readonly parts: readonly Expression[] }
  | ({ readonly kind: 'total'; readonly eachHeldByAtLeast: number } & PeopleNeeded)
  | { readonly kind: 'all-present'; readonly credentials: readonly string[] }
  | {
      readonly kind: 'groups';
      readonly groups: readonly PeopleNeeded[];
      readonly distinctPeople: boolean;
      /** An empty group: the material does not say which of these credentials belong to it. */
      readonly pool: readonly string[];
    }
  | { readonly kind: 'not-recovered' };

/** Every credential that the skilling of a specialization names. */
export function namedBy(expression: Expression): string[] {
  switch (expression.kind) {
    case 'people':
    case 'total':
      return [...expression.anyOf];
    case 'all':
    case 'any':
      return expression.parts.flatMap(namedBy);
    case 'all-present':
      return [...expression.credentials];
    case 'groups':
      return [...expression.groups.flatMap(({ anyOf }) => anyOf), ...expression.pool];
    case 'not-recovered':
      return [];
  }
}

/** Every credential list whose holders the skilling of a specialization counts. */
export function listsNamedBy(expression: Expression): CredentialList[] {
  switch (expression.kind) {
    case 'people':
      return [listOf(expression.anyOf)];
    case 'total':
      return [listOf(expression.anyOf), ...expression.anyOf.map(listOfOne)];
    case 'all':
    case 'any':
      return expression.parts.flatMap(listsNamedBy);
    case 'all-present':
      return expression.credentials.map(listOfOne);
    case 'groups':
      return expression.groups
        .filter(({ anyOf: listed }) => listed.length > 0)
        .map(({ anyOf: listed }) => listOf(listed));
    case 'not-recovered':
      return [];
  }
}

/**
 * Lists whose holders a specialization needs by name, because a person may serve one of its parts only, with the number
 * of holders that suffices.
 */
export function listsByName(expression: Expression): { list: CredentialList; first: number }[] {
  switch (expression.kind) {
    case 'groups':
      return expression.distinctPeople ? named(expression.groups) : [];
    case 'all':
      return expression.distinctPeople
        ? named(expression.parts.flatMap(peopleNeeded))
        : expression.parts.flatMap(listsByName);
    case 'any':
      return expression.parts.flatMap(listsByName);
    default:
      return [];
  }
}

function peopleNeeded(part: Expression): readonly PeopleNeeded[] {
  return part.kind === 'people' ? [part] : part.kind === 'groups' ? part.groups : [];
}

/** A list with as many holders as there are positions can always be served last, so more names change nothing. */
function named(needed: readonly PeopleNeeded[]): { list: CredentialList; first: number }[] {
  const first = needed.reduce((sum, { people }) => sum + people, 0);
  return needed.filter(({ anyOf }) => anyOf.length > 0).map(({ anyOf }) => ({ list: listOf(anyOf), first }));
}
