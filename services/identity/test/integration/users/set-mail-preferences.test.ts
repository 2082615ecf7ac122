import type { Caller } from '@app/subgraph-kit/callers/caller';
import { errorCode, expectNoErrors } from '@app/test-kit/graphql-client';
import { machine, operator, type Registered, type TestIdentity, testIdentity } from '../../support/identity.js';
import { type TestMailServer, testMailServer } from '../../support/mail-server.js';
import { peopleOf } from '../../support/people.js';

const SET = `mutation ($input: SetMailPreferencesInput!) { result: setMailPreferences(input: $input) {
  __typename
  ... on SetMailPreferencesSuccess { user { id mailPreferences { renewals leavers nextAssociation } } }
  ... on NoMailError { message }
} }`;
const SEEN = 'query ($id: ID!) { user(id: $id) { mailPreferences { renewals leavers nextAssociation } } }';
const EVERYTHING = { renewals: true, leavers: true, nextAssociation: true };

type Preferences = Record<'leavers' | 'nextAssociation' | 'renewals', boolean> | null;
type Chosen = { __typename: string; message?: string; user?: { id: string; mailPreferences: Preferences } };

describe('setMailPreferences', () => {
  let mail: TestMailServer;
  let identity: TestIdentity;
  let contoso: Registered;
  let people: ReturnType<typeof peopleOf>;
  beforeAll(async () => {
    mail = await testMailServer();
    identity = await testIdentity({ mail: mail.settings });
    contoso = await identity.register();
    people = peopleOf(identity, contoso);
  });
  afterAll(async () => {
    await identity.stop();
    await mail.stop();
  });

  const set = async (caller: Caller, input: object) =>
    (await identity.as(caller)).execute<{ result: Chosen }>(SET, { input });
  const chosen = async (caller: Caller, input: object) =>
    expectNoErrors(await set(caller, input)).result.user?.mailPreferences;
  const seen = async (caller: Caller, id: string) =>
    expectNoErrors(await (await identity.as(caller)).execute<{ user: { mailPreferences: Preferences } }>(SEEN, { id }))
      .user.mailPreferences;

  it('stops and allows single kinds; what is left out or null stays', async () => {
    const { id, caller } = await people.member();
    expect(await seen(caller, id)).toEqual(EVERYTHING);
    expect(await chosen(caller, { renewals: false })).toEqual({ ...EVERYTHING, renewals: false });
    expect(await chosen(caller, { renewals: null, leavers: false })).toEqual({
      ...{ renewals: false, leavers: false, nextAssociation: true },
    });
    expect(await chosen(caller, {})).toEqual({ renewals: false, leavers: false, nextAssociation: true });
    expect(await chosen(caller, { renewals: true, nextAssociation: false })).toEqual({
      ...{ renewals: true, leavers: false, nextAssociation: false },
    });
  });

  it('gives the same result twice, and at the same time', async () => {
    const { id, caller } = await people.member();
    const answers = await Promise.all(Array.from({ length: 6 }, () => chosen(caller, { renewals: false })));
    for (const answer of answers) expect(answer).toEqual({ ...EVERYTHING, renewals: false });
    expect(await seen(caller, id)).toEqual({ ...EVERYTHING, renewals: false });
  });

  it('shows the choices of a user to the user only', async () => {
    const [member, admin] = [await people.member(), await people.member('GLOBAL_ADMIN')];
    await chosen(member.caller, { renewals: false });
    for (const caller of [admin.caller, machine(contoso.organizationId, 'users:read'), operator('users:read')])
      expect(await seen(caller, member.id)).toBeNull();
    expect(await seen(admin.caller, admin.id)).toEqual(EVERYTHING);
  });

  it('is for signed-in users: programs, operators and anonymous callers are rejected', async () => {
    const callers: Caller[] = [machine(contoso.organizationId, 'users:write'), operator('users:write')];
    for (const caller of [...callers, { kind: 'unknown-account' } as const])
      expect(errorCode(await set(caller, { renewals: false }))).toBe('FORBIDDEN');
    expect(errorCode(await set({ kind: 'anonymous' }, { renewals: false }))).toBe('UNAUTHENTICATED');
  });

  it('says that there is nothing to choose where no mail is sent', async () => {
    const off = await testIdentity();
    const { admin, adminId } = await off.register();
    const answer = expectNoErrors(
      await (await off.as(admin)).execute<{ result: Chosen }>(SET, { input: { renewals: false } }),
    );
    expect(answer.result).toEqual({
      __typename: 'NoMailError',
      message: 'No mail is sent here. An operator turns it on with SMTP_URL.',
    });
    const preferences = await (await off.as(admin)).execute<{ user: object }>(SEEN, { id: adminId });
    expect(expectNoErrors(preferences).user).toEqual({ mailPreferences: null });
    await off.stop();
  });
});
