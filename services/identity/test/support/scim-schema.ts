import { randomUUID } from 'node:crypto';
import type { Directory } from './scim.js';

/** An attribute as /Schemas describes it. */
export type Described = {
  readonly name: string;
  readonly type: string;
  readonly multiValued: boolean;
  readonly required: boolean;
  readonly mutability: string;
  readonly returned: string;
  readonly uniqueness?: string;
  readonly caseExact?: boolean;
  readonly canonicalValues?: readonly string[];
  readonly subAttributes?: readonly Described[];
};

/** An attribute of a resource: its path in a PATCH, and its keys in a resource. */
export type Place = { readonly path: string; readonly keys: readonly string[]; readonly attribute: Described };

type Schema = { readonly id: string; readonly attributes: readonly Described[] };

/** A type of resource with every attribute, including those of extensions, as the server describes it. */
export type ResourceKind = {
  readonly name: string;
  readonly endpoint: string;
  readonly schema: string;
  readonly places: Place[];
};

/** Every type of resource of the server. */
export async function resourceKinds(scim: Directory): Promise<ResourceKind[]> {
  const { Resources: types } = (await scim('GET', '/ResourceTypes')).body;
  const kinds: ResourceKind[] = [];
  for (const { id, name, endpoint, schema } of types)
    kinds.push({ name, endpoint, schema, places: await placesOf(scim, id) });
  return kinds;
}

async function placesOf(scim: Directory, type: string): Promise<Place[]> {
  const { schema, schemaExtensions = [] } = (await scim('GET', `/ResourceTypes/${type}`)).body;
  const core: Schema = (await scim('GET', `/Schemas/${schema}`)).body;
  const places = core.attributes.map((attribute) => ({ path: attribute.name, keys: [attribute.name], attribute }));
  for (const extension of schemaExtensions) {
    const { id, attributes }: Schema = (await scim('GET', `/Schemas/${extension.schema}`)).body;
    for (const attribute of attributes)
      places.push({ path: `${id}:${attribute.name}`, keys: [id, attribute.name], attribute });
  }
  return places;
}

/**
 * A random value of an attribute, from its description alone; with required parts only, or with all. References refer
 * to this user.
 */
export function anyValue(
  attribute: Described,
  how: 'required' | 'whole' = 'whole',
  userId: string = randomUUID(),
): unknown {
  const single = anySingle(attribute, how, userId);
  return attribute.multiValued ? [single] : single;
}

function anySingle(
  { name, type, canonicalValues, subAttributes = [] }: Described,
  how: 'required' | 'whole',
  userId: string,
): unknown {
  switch (type) {
    case 'complex': {
      const written = subAttributes.filter((part) => part.mutability !== 'readOnly' && part.type !== 'reference');
      const parts = written.filter(({ required }) => how === 'whole' || required);
      const whole = Object.fromEntries(parts.map((part) => [part.name, anyValue(part, how)]));
      if (name === 'emails') return { ...whole, value: `${randomUUID()}@contoso.example` };
      const refers = subAttributes.some((part) => part.type === 'reference');
      return refers ? { ...whole, value: userId, $ref: `http://localhost:4000/scim/v2/Users/${userId}` } : whole;
    }
    case 'boolean':
      return true;
    default:
      return canonicalValues?.[0] ?? randomUUID();
  }
}

/** A resource with a value for each of these attributes. */
export function resourceOf(
  places: readonly Place[],
  how: 'required' | 'whole',
  userId?: string,
): Record<string, unknown> {
  const resource: Record<string, unknown> = {};
  for (const { keys, attribute } of places) {
    const [first = '', second] = keys;
    const value = anyValue(attribute, how, userId);
    resource[first] = second === undefined ? value : { ...(resource[first] as object), [second]: value };
  }
  return resource;
}

/** The value of a resource at a path. */
export function at(resource: Record<string, unknown>, { keys }: Pick<Place, 'keys'>): unknown {
  return keys.reduce<unknown>((value, key) => (value as Record<string, unknown> | undefined)?.[key], resource);
}
