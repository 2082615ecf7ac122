import { type Audience, allow, allows, authorize, mayAtAll, withObject } from '../../src/access/access.js';
import type { Caller, Person } from '../../src/callers/caller.js';

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
  stranger: { kind: 'unknown-account' },
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
  ])('%s includes exactly these callers', (audience, expected) => {
    const allowed = Object.entries(callers).filter(([, caller]) =>
      allows(allow(audience), caller, { organizationId: HERE, userId: 'user-1' }),
    );
    expect(allowed.map(([name]) => name)).toEqual(expected);
  });

  it('without a subject is empty, also for callers without an organization', () => {
    for (const caller of Object.values(callers)) {
      expect(allows(allow('self', 'member', 'GLOBAL_ADMIN'), caller, {})).toBe(false);
    }
  });

  it('follows the object where the decision is withObject', () => {
    expect(allows(withObject, { kind: 'anonymous' }, {})).toBe(true);
  });

  it('of a root field includes callers who could have access to their own objects', () => {
    expect(
      Object.entries(callers)
        .filter(([, caller]) => mayAtAll(allow('GLOBAL_ADMIN', 'users:read'), caller))
        .map(([name]) => name),
    ).toEqual(['admin', 'otherAdmin', 'machine', 'otherMachine', 'operator']);
  });
});

describe('a denial', () => {
  const told = (audience: Audience[], caller: Caller, organizationId = HERE): string => {
    try {
      authorize(allow(...audience), caller, { organizationId, userId: 'user-9' });
    } catch (error) {
      return (error as Error).message;
    }
    return 'allowed';
  };
  const who = (name: string) => callers[name] as Caller;

  it.each<[Audience[], string, string]>([
    [
      ['GLOBAL_ADMIN'],
      'colleague',
      'You may not do or see this. It needs the role GLOBAL_ADMIN in the organization concerned. Ask an administrator there.',
    ],
    [
      ['self', 'GLOBAL_ADMIN', 'ACCOUNT_ADMIN', 'PARTNER_ADMIN', 'users:read'],
      'colleague',
      'You may not do or see this. It needs the role GLOBAL_ADMIN, ACCOUNT_ADMIN or PARTNER_ADMIN in the organization concerned, or to be about yourself. Ask an administrator there.',
    ],
    [['self'], 'colleague', 'You may not do or see this. It is for the user concerned only.'],
    [['member'], 'otherAdmin', 'You may not do or see this. It is for members of the organization concerned.'],
    [
      ['achievements:write'],
      'admin',
      'You may not do or see this. It is for machine clients and operators, whatever role a person has.',
    ],
    [
      ['GLOBAL_ADMIN', 'users:write', 'organizations:write'],
      'machine',
      'This client may not do or see this. It needs the permission users:write and is about your own organization only.',
    ],
    [
      ['GLOBAL_ADMIN', 'users:write', 'organizations:write'],
      'operator',
      'This client may not do or see this. It needs the permission users:write or organizations:write.',
    ],
    [['person'], 'machine', 'This client may not do or see this. No permission allows it.'],
  ])('for audience %j names what would allow access to %s', (audience, caller, message) => {
    expect(told(audience, who(caller))).toBe(message);
  });

  it('is the same for a foreign object and an absent one', () => {
    for (const caller of ['self', 'admin', 'machine']) {
      const answers = ['organization-2', 'nowhere'].map((organizationId) =>
        told(['GLOBAL_ADMIN', 'users:write'], who(caller), organizationId),
      );
      expect(answers[0]).toBe(answers[1]);
      expect(answers[0]).not.toMatch(/organization-|nowhere|user-9/);
    }
  });
});
