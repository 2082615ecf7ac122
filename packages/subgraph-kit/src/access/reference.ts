import 'reflect-metadata';
import { getMetadataStorage } from 'type-graphql';

/** Resolves an entity by its key for `_entities`. */
export class Reference {
  constructor(
    // biome-ignore lint/complexity/noBannedTypes: type-graphql takes object types as functions
    readonly type: Function,
    readonly resolve: (key: never, context: never) => Promise<object | null> | object | null,
  ) {}
}

/**
 * Resolves an entity by reference; the object must be a fresh one, and null where there is none. Who may have it is said by
 * the `reference` of the type's `@Subject`.
 *
 *     export const UserReference = referenceTo(UserType, ({ id }: { id: string }, { loaders }: IdentityContext) =>
 *       loaders.userById.load(id),
 *     );
 */
export function referenceTo<T extends object, Key, Context>(
  type: new () => T,
  resolve: (key: Key, context: Context) => Promise<T | null> | T | null,
): Reference {
  return new Reference(type, resolve);
}

/** The schema name of an object type; undefined for other classes. */
// biome-ignore lint/complexity/noBannedTypes: the same
export function nameOfObjectType(type: Function): string | undefined {
  return getMetadataStorage().objectTypes.find(({ target }) => target === type)?.name;
}
