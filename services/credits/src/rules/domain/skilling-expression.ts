import { type CredentialList, listOf, listOfOne } from './credential-list.js';

/** So many people, each with one of these. */
export type PeopleNeeded = { readonly people: number; readonly anyOf: readonly string[] };

/** What the skilling of a specialization asks for. */
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
      /** Which of these belong to which group is not known where a group is empty. */
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

/** Every list of credentials whose holders the skilling of a specialization counts. */
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

/** Lists whose holders a specialization asks for by name, because nobody may serve two of its parts; and how many suffice. */
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

/** A list with as many holders as there are places can always be served last: more names change nothing. */
function named(needed: readonly PeopleNeeded[]): { list: CredentialList; first: number }[] {
  const first = needed.reduce((sum, { people }) => sum + people, 0);
  return needed.filter(({ anyOf }) => anyOf.length > 0).map(({ anyOf }) => ({ list: listOf(anyOf), first }));
}
