import {
  buildSchema,
  defaultFieldResolver,
  type GraphQLField,
  type GraphQLFieldResolver,
  type GraphQLObjectType,
  type GraphQLResolveInfo,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isIntrospectionType,
  isObjectType,
  isScalarType,
} from 'graphql';

/** The contexts of a request, by service. */
export type Contexts = Readonly<Record<string, object>>;
type Schemas = Readonly<Record<string, GraphQLSchema>>;
type Context = { contexts: Contexts };
type Field = GraphQLField<unknown, unknown>;
type ResolveReference = (key: object, context: object, info: GraphQLResolveInfo) => unknown;

/**
 * The schema of the API over the resolvers of the services. A field of an entity that belongs to another service than
 * the object is resolved from that service's own object, which is read by reference once.
 */
export function joinedSchema(sdl: string, services: Schemas): GraphQLSchema {
  const joined = buildSchema(sdl, { assumeValid: true });
  for (const type of Object.values(joined.getTypeMap())) {
    if (isIntrospectionType(type)) continue;
    const owned = Object.entries(services).flatMap(([service, schema]) => {
      const own = schema.getType(type.name);
      return own === undefined ? [] : [{ service, own }];
    });
    const [first] = owned;
    if (isScalarType(type) && isScalarType(first?.own)) {
      const { serialize, parseValue, parseLiteral } = first.own;
      Object.assign(type, { serialize, parseValue, parseLiteral });
    } else if (isAbstractType(type) && isAbstractType(first?.own)) {
      const { service, own } = first;
      type.resolveType = (value, context: Context, info) =>
        own.resolveType?.(value, context.contexts[service], info, type);
    } else if (isObjectType(type)) joinFields(type, owned as { service: string; own: GraphQLObjectType }[]);
  }
  return joined;
}

function joinFields(type: GraphQLObjectType, owned: readonly { service: string; own: GraphQLObjectType }[]): void {
  const isEntity = owned.filter(({ own }) => referenceOf(own) !== undefined).length > 1;
  for (const field of Object.values(type.getFields())) {
    const owners = owned.filter(({ own }) => own.getFields()[field.name] !== undefined);
    const [owner] = owners;
    // A field that several services have is part of each of their objects.
    if (owner === undefined || owners.length > 1) continue;
    const resolve = owner.own.getFields()[field.name]?.resolve ?? defaultFieldResolver;
    field.resolve = resolverOf(field, owner.service, resolve, isEntity ? owner.own : undefined);
  }
}

function resolverOf(
  field: Field,
  service: string,
  resolve: GraphQLFieldResolver<unknown, unknown>,
  entity: GraphQLObjectType | undefined,
): GraphQLFieldResolver<unknown, Context> {
  const returnsObjects = isObjectType(getNamedType(field.type));
  return (source, args, { contexts }, info) => {
    const context = contexts[service] ?? {};
    const answer = (object: unknown) => {
      const value = object === null ? null : resolve(object, args, context, info);
      return returnsObjects ? comesFrom(service, value) : value;
    };
    const object = entity === undefined ? source : objectOf(entity, service, source as object, context, info);
    return object instanceof Promise ? object.then(answer) : answer(object);
  };
}

const origins = new WeakMap<object, string>();
const references = new WeakMap<object, Map<string, Promise<unknown>>>();

/** Marks objects with the service whose resolvers understand them. */
function comesFrom(service: string, value: unknown): unknown {
  if (value instanceof Promise) return value.then((settled) => comesFrom(service, settled));
  if (Array.isArray(value)) for (const item of value) comesFrom(service, item);
  else if (typeof value === 'object' && value !== null) origins.set(value, service);
  return value;
}

/** The object itself, or the one that the service has for its id. */
function objectOf(
  entity: GraphQLObjectType,
  service: string,
  source: object,
  context: object,
  info: GraphQLResolveInfo,
): unknown {
  if (origins.get(source) === service) return source;
  const known = references.get(source) ?? new Map<string, Promise<unknown>>();
  references.set(source, known);
  const { id } = source as { id: string };
  const own =
    known.get(service) ?? Promise.resolve(referenceOf(entity)?.({ __typename: entity.name, id }, context, info));
  known.set(service, own);
  return own.then((object) => comesFrom(service, object));
}

function referenceOf(type: GraphQLObjectType): ResolveReference | undefined {
  const { apollo } = type.extensions as { apollo?: { subgraph?: { resolveReference?: ResolveReference } } };
  return apollo?.subgraph?.resolveReference;
}
