import { randomUUID } from 'node:crypto';
import type { Role } from '@app/subgraph-kit/access/roles';
import type { Caller } from '@app/subgraph-kit/callers/caller';
import { expectNoErrors } from '@app/test-kit/graphql-client';
import { anAddress, person, type Registered, type TestIdentity } from './identity.js';
import { until } from './until.js';

const USER = `id email status roles invitedAt invitationSentAt firstSignedInAt deactivatedAt deletedAt restorableUntil
  leavesReportAt`;

/** A user as tests see it. */
export type SeenUser = {
  id: string;
  email: string;
  status: string;
  roles: Role[];
  firstSignedInAt: string | null;
  deactivatedAt: string | null;
  deletedAt: string | null;
  restorableUntil: string | null;
  leavesReportAt: string | null;
};

/** The result of a change of a user. */
export type Changed = { __typename: string; message?: string; leavesReportAt?: string; user: SeenUser };

const MUTATIONS = {
  changeUserRoles: `mutation ($input: ChangeUserRolesInput!) { result: changeUserRoles(input: $input) {
    __typename ... on ChangeUserRolesSuccess { user { ${USER} } } ... on LastGlobalAdminError { message } } }`,
  deleteUser: `mutation ($input: DeleteUserInput!) { result: deleteUser(input: $input) {
    __typename ... on DeleteUserSuccess { leavesReportAt user { ${USER} } } ... on LastGlobalAdminError { message } } }`,
  restoreUser: `mutation ($input: RestoreUserInput!) { result: restoreUser(input: $input) {
    __typename ... on RestoreUserSuccess { user { ${USER} } } ... on RestoreWindowPassedError { message }
    ... on UserExistsError { user { ${USER} } } } }`,
};

/** A user who has signed in, with the object id. */
export type Member = { id: string; email: string; objectId: string; caller: Caller };

/** Changes of users by an administrator of the organization, and their effects. */
export function peopleOf(identity: TestIdentity, { organizationId, tenantId, admin }: Registered) {
  const change = async (name: keyof typeof MUTATIONS, input: object, caller: Caller = admin) =>
    (await identity.as(caller)).execute<{ result: Changed }>(MUTATIONS[name], { input });
  const signIn = async (objectId: string, preferredUsername: string | null = null) =>
    (await identity.callers({ tenantId, objectId, preferredUsername, machine: false })).body as {
      caller: string;
      userId?: string;
      roles?: Role[];
    };
  const join = async (id: string, email: string, roles: readonly Role[] = []): Promise<Member> => {
    const objectId = randomUUID();
    await signIn(objectId, email);
    return { id, email, objectId, caller: person(id, organizationId, roles) };
  };
  return {
    change,
    /** The same, expecting no error. */
    changed: async (name: keyof typeof MUTATIONS, input: object, caller?: Caller) =>
      expectNoErrors(await change(name, input, caller)).result,
    signIn,
    /** Invites a user who signs in at once: the invitation may not have been sent by then, and is not sent any more. */
    async member(...roles: Role[]): Promise<Member> {
      const email = anAddress();
      return join(await identity.invite(organizationId, email, roles), email, roles);
    },
    /** Invites a user who signs in once the invitation has been sent. */
    async memberByMail(): Promise<Member> {
      const email = anAddress();
      const id = await identity.invite(organizationId, email);
      const sent = `SELECT FROM identity.mail_message WHERE user_id = $1 AND state = 'SENT'`;
      await until(async () => (await identity.sql(sent, [id])).length === 1);
      return join(id, email);
    },
    async seen(id: string): Promise<SeenUser> {
      const query = `query ($id: ID!) { user(id: $id) { ${USER} } }`;
      return expectNoErrors(await (await identity.as(admin)).execute<{ user: SeenUser }>(query, { id })).user;
    },
    async activityOf(userId: string): Promise<{ kind: string; actor: string }[]> {
      return identity.sql('SELECT kind, actor FROM identity.user_activity WHERE user_id = $1 ORDER BY id', [userId]);
    },
    /** The state that is queued for delivery to the other services. */
    async published(userId: string): Promise<unknown> {
      const jobs = await identity.sql<{ payload: { envelope: { data: unknown } } }>(
        `SELECT payload FROM identity_worker._private_jobs WHERE key = 'credits:identity.user.changed.v1:' || $1`,
        [userId],
      );
      return jobs[0]?.payload.envelope.data;
    },
  };
}
