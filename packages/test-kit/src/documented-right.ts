import { isForOperators, PERMISSIONS, type Permission, ROLES, type Role } from '@app/subgraph-kit/access/roles';
import type { Caller } from '@app/subgraph-kit/callers/caller';
import type { GraphQLField } from 'graphql';

/** The callers of a root field that no role or permission restricts. `person`: a user whose token is not delegated. */
export type OpenAudience = 'anyone' | 'signed-in' | 'person';

/** Root fields whose description names no role or permission, by name. */
export type OpenFields = Readonly<Record<string, OpenAudience>>;

/** A caller has the right to use a field in the organization, in another one only, or not at all. */
export type Right = 'here' | 'elsewhere' | 'none';

type Audience = { roles: readonly Role[]; permissions: readonly Permission[] };

/**
 * The right of a caller to use a root field: its description names the roles and permissions of its callers. Throws for a
 * field that is neither described so nor open, and for one that is both.
 */
export function documentedRight(
  field: GraphQLField<unknown, unknown>,
  open: OpenFields,
  caller: Caller,
  organizationId: string,
): Right {
  const audience = audienceIn(field.description ?? '');
  const restricted = audience.roles.length + audience.permissions.length > 0;
  if (restricted && field.name in open)
    throw new Error(`The description of ${field.name} names roles or permissions: it is no open field.`);
  if (restricted) return rightOf(audience, caller, organizationId);
  const openTo = open[field.name];
  if (openTo === undefined)
    throw new Error(`The description of ${field.name} names no role or permission, and it is no open field.`);
  return isOpenTo(openTo, caller) ? 'here' : 'none';
}

function audienceIn(description: string): Audience {
  const words = new Set(description.match(/[\w:.]*\w/g));
  return {
    roles: ROLES.filter((role) => words.has(role)),
    permissions: PERMISSIONS.filter((permission) => words.has(permission)),
  };
}

function rightOf({ roles, permissions }: Audience, caller: Caller, organizationId: string): Right {
  const inOrganization = (held: boolean, own: string): Right => {
    if (!held) return 'none';
    return own === organizationId ? 'here' : 'elsewhere';
  };
  const holds = (permission: Permission) => 'permissions' in caller && caller.permissions.includes(permission);
  switch (caller.kind) {
    case 'person':
      return inOrganization(
        roles.some((role) => caller.roles.includes(role)),
        caller.organizationId,
      );
    case 'machine':
      return inOrganization(
        permissions.some((permission) => holds(permission) && !isForOperators(permission)),
        caller.organizationId,
      );
    case 'operator':
      return permissions.some(holds) ? 'here' : 'none';
    default:
      return 'none';
  }
}

function isOpenTo(audience: OpenAudience, caller: Caller): boolean {
  if (audience === 'anyone') return true;
  if (audience === 'person') return caller.kind === 'person' && !caller.delegated;
  return ['person', 'machine', 'operator'].includes(caller.kind);
}
