import { OPERATOR_PERMISSIONS, PERMISSIONS, type Permission, ROLES, type Role } from '@app/subgraph-kit/access/roles';
import type { Caller } from '@app/subgraph-kit/callers/caller';

/** The organization and the person that the matrix is about, and another organization. */
export const OURS = '01989001-dc96-7467-9a90-09ad731033ff';
export const THEIRS = '01989002-cae1-7ca1-aa76-e9c168b778ff';

/** A caller of the matrix: a column. `is` has the words of the rules that hold for the caller. */
export type Column = { name: string; is: readonly string[]; caller: Caller };

const unknown: Caller = { kind: 'unknown-account' };
const SIGNED_IN = ['signed-in', 'person', 'member'];
const OWN_PERMISSIONS = PERMISSIONS.filter((permission) => !OPERATOR_PERMISSIONS.includes(permission));

/** All callers. Users are numbered by their name: `users` has their ids. */
export function columns(userId: (name: string) => string = (name) => name): Column[] {
  const person = (name: string, organizationId: string, roles: readonly Role[], delegated = false): Caller => ({
    ...{ kind: 'person', userId: userId(name), organizationId, roles, signedInAt: null, delegated, clientId: null },
  });
  const machine = (organizationId: string, permissions: readonly Permission[]): Caller => ({
    ...{ kind: 'machine', clientId: 'matrix', organizationId, permissions },
  });
  return [
    { name: 'anonymous', is: [], caller: { kind: 'anonymous' } },
    { name: 'an unknown account', is: [], caller: unknown },
    { name: 'a deactivated GLOBAL_ADMIN', is: [], caller: unknown },
    { name: 'a deleted GLOBAL_ADMIN', is: [], caller: unknown },
    { name: 'the person', is: [...SIGNED_IN, 'self'], caller: person('the person', OURS, []) },
    {
      ...{ name: 'a client with a delegated token of the person', is: [...SIGNED_IN, 'self'] },
      caller: person('the person', OURS, [], true),
    },
    { name: 'a colleague', is: SIGNED_IN, caller: person('a colleague', OURS, []) },
    ...ROLES.map((role) => ({ name: role, is: [...SIGNED_IN, role], caller: person(role, OURS, [role]) })),
    {
      ...{ name: 'a GLOBAL_ADMIN elsewhere', is: ['signed-in', 'person'] },
      caller: person('a GLOBAL_ADMIN elsewhere', THEIRS, ['GLOBAL_ADMIN']),
    },
    {
      ...{ name: 'a program with every permission elsewhere', is: ['signed-in'] },
      caller: machine(THEIRS, OWN_PERMISSIONS),
    },
    { name: 'a program without permissions', is: ['signed-in', 'member'], caller: machine(OURS, []) },
    ...OWN_PERMISSIONS.map((permission) => ({
      ...{ name: `a program with ${permission}`, is: ['signed-in', 'member', permission] },
      caller: machine(OURS, [permission]),
    })),
    { name: 'an operator without permissions', is: ['signed-in'], caller: operator([]) },
    ...PERMISSIONS.map((permission) => ({
      ...{ name: `an operator with ${permission}`, is: ['signed-in', permission], caller: operator([permission]) },
    })),
  ];
}

function operator(permissions: readonly Permission[]): Caller {
  return { kind: 'operator', clientId: 'matrix', permissions };
}
