import { type Audience, allow, allows, mayAtAll, withObject } from '../../src/access.js';
import type { Caller, Person } from '../../src/caller.js';

const HERE = 'organization-1';
const person = (more: Partial<Person> = {}): Person => ({
  kind: 'person',
  userId: 'user-1',
  organizationId: HERE,
  roles: [],
  signedInAt: null,
  delegated: false,
  clientId: null,
  ...more,
});
const callers: Record<string, Caller> = {
  anonymous: { kind: 'anonymous' },
  stranger: { kind: 'stranger' },
  gateway: { kind: 'gateway' },
  self: person(),
  colleague: person({ userId: 'user-2' }),
  admin: person({ userId: 'user-3', roles: ['GLOBAL_ADMIN'] }),
  otherAdmin: person({ userId: 'user-4', roles: ['GLOBAL_ADMIN'], organizationId: 'organization-2' }),
  machine: { kind: 'machine', clientId: 'm', organizationId: HERE, permissions: ['users:read'] },
  otherMachine: { kind: 'machine', clientId: 'm', organizationId: 'organization-2', permissions: ['users:read'] },
  operator: { kind: 'operator', clientId: 'o', permissions: ['users:read'] },
  bareOperator: { kind: 'operator', clientId: 'o', permissions: [] },
};

describe('an audience', () => {
  it.each<[Audience, string[]]>([
    ['anyone', Object.keys(callers)],
    ['signed-in', ['self', 'colleague', 'admin', 'otherAdmin', 'machine', 'otherMachine', 'operator', 'bareOperator']],
    ['person', ['self', 'colleague', 'admin', 'otherAdmin']],
    ['self', ['self']],
    ['member', ['self', 'colleague', 'admin', 'machine']],
    ['GLOBAL_ADMIN', ['admin']],
    ['users:read', ['machine', 'operator']],
  ])('%s is these callers and nobody else', (audience, expected) => {
    const allowed = Object.entries(callers).filter(([, caller]) =>
      allows(allow(audience), caller, { organizationId: HERE, userId: 'user-1' }),
    );
    expect(allowed.map(([name]) => name)).toEqual(expected);
  });

  it('without a subject is nobody’s, not even that of a caller without an organisation', () => {
    for (const caller of Object.values(callers)) {
      expect(allows(allow('self', 'member', 'GLOBAL_ADMIN'), caller, {})).toBe(false);
    }
  });

  it('goes with the object where the table says so', () => {
    expect(allows(withObject, { kind: 'anonymous' }, {})).toBe(true);
  });

  it('at a root field is who could be of it for an object of their own', () => {
    expect(
      Object.entries(callers)
        .filter(([, caller]) => mayAtAll(allow('GLOBAL_ADMIN', 'users:read'), caller))
        .map(([name]) => name),
    ).toEqual(['admin', 'otherAdmin', 'machine', 'otherMachine', 'operator']);
  });
});
