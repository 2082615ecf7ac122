import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type BindingCandidate, decideBinding } from '../../../src/domain/binding.js';

const at = new Date('2026-01-15T00:00:00.000Z');
const invited: BindingCandidate = {
  id: 'ada',
  email: 'Ada@contoso.example',
  objectId: null,
  firstSignedInAt: null,
  deactivatedAt: null,
  deletedAt: null,
};
const active = { ...invited, objectId: 'oid-ada', firstSignedInAt: at };
const signIn = { objectId: 'oid-ada', preferredUsername: 'ada@CONTOSO.example' };

describe('who signs in', () => {
  it('is bound to the invitation of the same address, without case', () => {
    expect(decideBinding([invited], signIn)).toEqual({ kind: 'bind', user: invited });
  });

  it('is known by object id ever after, whatever the address became', () => {
    const moved = { objectId: 'oid-ada', preferredUsername: 'ada.king@contoso.example' };
    expect(decideBinding([active], moved)).toEqual({ kind: 'known', user: active });
    expect(decideBinding([active], { ...moved, preferredUsername: null })).toEqual({ kind: 'known', user: active });
  });

  it('stays the known person when an invitation waits for the address too', () => {
    const waiting = { ...invited, id: 'other', email: 'ada.king@contoso.example' };
    const decision = decideBinding([waiting, active], { ...signIn, preferredUsername: waiting.email });
    expect(decision).toEqual({ kind: 'known', user: active });
  });

  it.each([
    ['another address', [invited], { ...signIn, preferredUsername: 'bob@contoso.example' }],
    ['no address', [invited], { ...signIn, preferredUsername: null }],
    ['nobody invited', [], signIn],
    ['an address that somebody else is bound to', [active], { ...signIn, objectId: 'oid-eve' }],
    ['a deactivated invitation', [{ ...invited, deactivatedAt: at }], signIn],
    ['a deleted invitation', [{ ...invited, deletedAt: at }], signIn],
    ['a deactivated user', [{ ...active, deactivatedAt: at }], signIn],
    ['a deleted user', [{ ...active, deletedAt: at }], signIn],
    [
      'a deactivated user with an invitation',
      [
        { ...active, deactivatedAt: at },
        { ...invited, id: 'new' },
      ],
      signIn,
    ],
  ])('is nobody: %s', (_why, candidates, who) => {
    expect(decideBinding(candidates, who)).toEqual({ kind: 'nobody' });
  });

  it('whose object id the directory gave beforehand is bound without looking at the address', () => {
    const provisioned = { ...invited, objectId: 'oid-ada' };
    const who = { ...signIn, preferredUsername: 'else@contoso.example' };
    expect(decideBinding([provisioned], who)).toEqual({ kind: 'bind', user: provisioned });
  });

  it('is never somebody with another object id, nor anybody who left', () => {
    const instants = fc.option(fc.constant(at));
    const candidates = fc.array(
      fc.record({
        id: fc.uuid(),
        email: fc.constantFrom('ada@contoso.example', 'ADA@contoso.example', 'bob@contoso.example'),
        objectId: fc.option(fc.constantFrom('oid-ada', 'oid-bob')),
        firstSignedInAt: instants,
        deactivatedAt: instants,
        deletedAt: instants,
      }),
      { maxLength: 5 },
    );
    fc.assert(
      fc.property(candidates, (some) => {
        const decision = decideBinding(some, signIn);
        if (decision.kind === 'nobody') return;
        expect([null, 'oid-ada']).toContain(decision.user.objectId);
        expect([decision.user.deactivatedAt, decision.user.deletedAt]).toEqual([null, null]);
      }),
    );
  });
});
