import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type BindingCandidate, decideBinding } from '../../../src/sign-in/domain/binding.js';
import { sameAddress } from '../../../src/users/domain/email-address.js';
import { userStatus } from '../../../src/users/domain/user.js';

const at = new Date('2026-01-15T00:00:00.000Z');
const invited: BindingCandidate = {
  id: 'ada',
  email: 'Ada@contoso.example',
  objectId: null,
  firstSignedInAt: null,
  deactivatedAt: null,
  deletedAt: null,
  invitedAgain: false,
};
const active = { ...invited, objectId: 'oid-ada', firstSignedInAt: at };
const deleted = { ...active, deactivatedAt: at, deletedAt: at };
const invitedAgain = { ...invited, objectId: 'oid-ada', invitedAgain: true };
const signIn = { objectId: 'oid-ada', preferredUsername: 'ada@CONTOSO.example' };

describe('decideBinding', () => {
  it('binds the invitation of the same address, without case', () => {
    expect(decideBinding([invited], signIn)).toEqual({ kind: 'bind', user: invited });
  });

  it('knows the user by object id afterwards, whatever the address is', () => {
    const moved = { objectId: 'oid-ada', preferredUsername: 'ada.king@contoso.example' };
    expect(decideBinding([active], moved)).toEqual({ kind: 'known', user: active });
    expect(decideBinding([active], { ...moved, preferredUsername: null })).toEqual({ kind: 'known', user: active });
  });

  it('keeps the known user when an invitation has the address too', () => {
    const waiting = { ...invited, id: 'other', email: 'ada.king@contoso.example' };
    const decision = decideBinding([waiting, active], { ...signIn, preferredUsername: waiting.email });
    expect(decision).toEqual({ kind: 'known', user: active });
  });

  it.each([
    ['another address', [invited], { ...signIn, preferredUsername: 'bob@contoso.example' }],
    ['no address', [invited], { ...signIn, preferredUsername: null }],
    ['a person without an invitation', [], signIn],
    ['an address to which another user is bound', [active], { ...signIn, objectId: 'oid-eve' }],
    [
      'an address that the directory gave to another user',
      [{ ...invited, objectId: 'oid-ada' }],
      { ...signIn, objectId: 'oid-eve' },
    ],
    ['a deactivated invitation', [{ ...invited, deactivatedAt: at }], signIn],
    ['a deleted invitation', [{ ...invited, deactivatedAt: at, deletedAt: at }], signIn],
    ['a deactivated user', [{ ...active, deactivatedAt: at }], signIn],
    ['a deleted user', [deleted], signIn],
    [
      'a deleted user with an invitation of another address',
      [deleted, { ...invited, id: 'new', email: 'b@c.example' }],
      signIn,
    ],
    [
      'a person invited again and deactivated',
      [{ ...invitedAgain, deactivatedAt: at }],
      { ...signIn, objectId: 'oid-eve' },
    ],
    [
      'a deactivated user with an invitation',
      [
        { ...active, deactivatedAt: at },
        { ...invited, id: 'new' },
      ],
      signIn,
    ],
  ])('knows no user for %s', (_why, candidates, who) => {
    expect(decideBinding(candidates, who)).toEqual({ kind: 'unknown' });
  });

  it('binds by an object id that the directory sent before, without comparing the address', () => {
    const provisioned = { ...invited, objectId: 'oid-ada' };
    const who = { ...signIn, preferredUsername: 'else@contoso.example' };
    expect(decideBinding([provisioned], who)).toEqual({ kind: 'bind', user: provisioned });
  });

  it('finds the earlier user who was invited again, under any address', () => {
    expect(decideBinding([invitedAgain], signIn)).toEqual({ kind: 'bind', user: invitedAgain });
    const renamed = { ...signIn, preferredUsername: 'ada.king@contoso.example' };
    expect(decideBinding([invitedAgain], renamed)).toEqual({ kind: 'bind', user: invitedAgain });
  });

  it('finds the earlier user who was deleted, when a new invitation matches the address', () => {
    for (const invitation of [
      { ...invited, id: 'new' },
      { ...invitedAgain, id: 'new', objectId: 'oid-bob' },
    ]) {
      expect(decideBinding([deleted, invitation], signIn)).toEqual({ kind: 'come-back', user: deleted, invitation });
    }
  });

  it('finds a new user when another object id accepts the invitation of the address of an earlier user', () => {
    const other = { ...signIn, objectId: 'oid-eve' };
    expect(decideBinding([invitedAgain], other)).toEqual({ kind: 'come-instead', invitation: invitedAgain });
  });

  it('never finds a user with another object id, nor one who left without a new invitation', () => {
    const instants = fc.option(fc.constant(at));
    const candidates = fc.uniqueArray(
      fc
        .record({
          id: fc.uuid(),
          email: fc.constantFrom('ada@contoso.example', 'ADA@contoso.example', 'bob@contoso.example'),
          objectId: fc.option(fc.constantFrom('oid-ada', 'oid-bob')),
          firstSignedInAt: instants,
          deactivatedAt: instants,
          deletedAt: instants,
          again: fc.boolean(),
        })
        .map(({ again, ...candidate }) => ({
          ...candidate,
          invitedAgain:
            again && candidate.objectId !== null && candidate.firstSignedInAt === null && candidate.deletedAt === null,
        })),
      { maxLength: 5, selector: ({ id, objectId }) => objectId ?? id },
    );
    fc.assert(
      fc.property(candidates, (some) => {
        const decision = decideBinding(some, signIn);
        if ('user' in decision) {
          expect([null, 'oid-ada']).toContain(decision.user.objectId);
          expect(decision.kind === 'come-back' ? ['DELETED'] : ['INVITED', 'ACTIVE']).toContain(
            userStatus(decision.user),
          );
        }
        if ('invitation' in decision) {
          expect(userStatus(decision.invitation)).toBe('INVITED');
          expect(decision.invitation.objectId).not.toBe('oid-ada');
          expect(sameAddress(decision.invitation.email, signIn.preferredUsername)).toBe(true);
        }
      }),
      { numRuns: 1_000 },
    );
  });
});
