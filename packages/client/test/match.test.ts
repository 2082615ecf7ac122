import { createClient } from '@skill-link/client/client';
import { match } from '@skill-link/client/match';
import { ApiError, orThrow } from '@skill-link/client/outcome';
import { InviteDocument, ViewerDocument } from './support.js';

type Invited =
  | { readonly __typename: 'InviteUserSuccess'; readonly user: { readonly id: string } }
  | { readonly __typename: 'UserExistsError'; readonly message: string };

const outcomeOf = (result: Invited): string =>
  match(result, {
    InviteUserSuccess: ({ user }) => user.id,
    UserExistsError: ({ message }) => message,
    unknown: ({ __typename }) => `not known: ${__typename}`,
  });

describe('match', () => {
  it('calls the handler of the member', () => {
    expect(outcomeOf({ __typename: 'InviteUserSuccess', user: { id: 'u' } })).toBe('u');
  });

  it.each(['LastGlobalAdminError', 'toString', 'unknown'])('calls unknown for a member of a later API: %s', (name) => {
    expect(outcomeOf({ __typename: name } as unknown as Invited)).toBe(`not known: ${name}`);
  });

  it('demands a handler of every member and of unknown ones when it is compiled', () => {
    const result: Invited = { __typename: 'UserExistsError', message: 'Known.' };
    const message = () => 'Known.';
    // @ts-expect-error InviteUserSuccess is missing
    expect(match(result as Invited, { UserExistsError: message, unknown: message })).toBe('Known.');
    // @ts-expect-error unknown is missing
    expect(match(result as Invited, { UserExistsError: message, InviteUserSuccess: message })).toBe('Known.');
  });
});

describe('orThrow', () => {
  it('returns complete data', () => {
    expect(orThrow({ ok: true, data: 1, problems: [] })).toBe(1);
  });

  it('throws the problem of a fault and of partial data', () => {
    const problem = { code: 'FORBIDDEN', message: 'Ask a Global admin.', requestId: 'r' };
    const expected = new ApiError(problem);
    expect(() => orThrow({ ok: false, kind: 'rejected', ...problem })).toThrow(expected);
    expect(() => orThrow({ ok: true, data: {}, problems: [problem] })).toThrow(expected);
  });
});

describe('the types of send', () => {
  it('demand the variables of the document and give the type of its data', () => {
    const { send } = createClient({ url: '', credentials: { headers: () => ({}), renew: async () => false } });
    const compiled = async () => {
      await send(ViewerDocument, {});
      // @ts-expect-error the input is missing
      await send(InviteDocument, {});
      // @ts-expect-error an address is a text
      await send(InviteDocument, { input: { email: 1 } });
      const outcome = await send(InviteDocument, { input: { email: 'a' } });
      // @ts-expect-error the data are not there before the outcome is known
      void outcome.data;
      if (outcome.ok) return outcome.data.inviteUser satisfies Invited;
      return outcome.message satisfies string;
    };
    expect(compiled).toBeInstanceOf(Function);
  });
});
