import type { Caller } from '@app/subgraph-kit/callers/caller';
import { buildSchema } from 'graphql';
import { documentedRight } from '../src/documented-right.js';

const schema = buildSchema(`type Query {
  "The signed-in user."
  viewer: Int
  "Invites. GLOBAL_ADMIN, users:write, and operators with organizations:write."
  invite: Int
  "Records (see reports:read.pii)."
  record: Int
}`);
const { viewer, invite, record } = { ...schema.getQueryType()?.getFields() };

const admin: Caller = {
  ...{ kind: 'person', userId: 'u', organizationId: 'here', roles: ['GLOBAL_ADMIN'] },
  ...{ signedInAt: null, delegated: false, clientId: null },
};
const machine = (permission: 'users:write' | 'organizations:write' | 'reports:read'): Caller => ({
  ...{ kind: 'machine', clientId: 'm', organizationId: 'here', permissions: [permission] },
});
const operator: Caller = { kind: 'operator', clientId: 'o', permissions: ['organizations:write'] };

describe('the right that a description documents', () => {
  it.each([
    ['here', 'a person with a named role', invite, admin, 'here'],
    ['elsewhere', 'the same person for another organization', invite, admin, 'there'],
    ['here', 'a program with a named permission', invite, machine('users:write'), 'here'],
    ['none', 'a program with a permission for operators', invite, machine('organizations:write'), 'here'],
    ['here', 'an operator with a named permission', invite, operator, 'there'],
    ['none', 'a permission that starts as the named one', record, machine('reports:read'), 'here'],
    ['none', 'an anonymous caller', invite, { kind: 'anonymous' } as const, 'here'],
  ])('is "%s" for %s', (right, _, field, caller, organizationId) => {
    expect(documentedRight(field as never, {}, caller, organizationId)).toBe(right);
  });

  it('is that of the open fields where the description names none', () => {
    expect(documentedRight(viewer as never, { viewer: 'person' }, admin, 'there')).toBe('here');
    expect(documentedRight(viewer as never, { viewer: 'person' }, operator, 'there')).toBe('none');
  });

  it('is missing for a field that neither names a caller nor is open, and doubtful for one that does both', () => {
    expect(() => documentedRight(viewer as never, {}, admin, 'here')).toThrow('viewer names no role or permission');
    expect(() => documentedRight(invite as never, { invite: 'person' }, admin, 'here')).toThrow('no open field');
  });
});
