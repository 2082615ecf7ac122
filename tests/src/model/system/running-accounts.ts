import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { FixedClock } from '@app/test-kit/fixed-clock';
import { errorCode, type GraphqlAnswer } from '@app/test-kit/graphql-client';
import { ask } from './ask.js';
import { type Answer, ORGANIZATION_OF } from './linking-system.js';
import * as operations from './operations.js';
import type { Organizations } from './organizations.js';
import type { RunningServices } from './running-services.js';

export type Fields = Record<string, unknown> & { __typename?: string };
type FieldsAnswer = GraphqlAnswer<Record<string, Fields | null>>;
type Account = { objectId: string; address: string; organization: number; userId: string | undefined };

/** The users of a history and their accounts. */
export type RunningAccounts = ReturnType<typeof runningAccounts>;

const SETTLED_WITHIN = 30_000;

/** The users of a history in the running services: their accounts and what happens to them. */
export function runningAccounts(
  services: RunningServices,
  clock: FixedClock,
  organizations: Organizations,
  organizationOf: readonly number[] = ORGANIZATION_OF,
) {
  const unique = randomUUID().slice(0, 8);
  const accounts: Account[] = organizationOf.map((organization, number) => ({
    ...{ objectId: randomUUID(), organization, userId: undefined },
    address: `abcdefghij-${number}-${unique}@model.example`,
  }));
  let spelling = 0;

  const accountOf = (number: number): Account => accounts[number] as Account;
  const organizationOfAccount = (number: number) =>
    organizations[accountOf(number).organization] as Organizations[number];
  const asCaller = (token: string, query: string, variables: object): Promise<FieldsAnswer> =>
    ask(services.gatewayUrl, token, query, variables);
  const asAdmin = async (number: number, query: string, variables: object) =>
    asCaller(await organizationOfAccount(number).admin(), query, variables);
  /** Waits until every service has received the changes of the users of this history. */
  const settle = async (): Promise<void> => {
    const deadline = performance.now() + SETTLED_WITHIN;
    const ids = accounts.flatMap(({ userId }) => userId ?? []);
    for (;;) {
      const behind = await services.sql(
        `SELECT FROM identity.user_account u LEFT JOIN association.member m ON m.user_id = u.id
          WHERE u.id = ANY ($1) AND u.version IS DISTINCT FROM m.version LIMIT 1`,
        [ids],
      );
      if (behind.length === 0) return;
      if (performance.now() > deadline) throw new Error('association did not receive a user in time');
      await pause(5);
    }
  };
  /** The gateway caches for a second which user a token names. A different spelling of the name bypasses the cache. */
  const respelled = <T>(answer: T): T => {
    spelling += 1;
    return answer;
  };
  const scim = async (number: number, active: boolean): Promise<Answer> => {
    const patch = { op: 'replace', path: 'active', value: active };
    const { status, body } = await organizationOfAccount(number).directory(
      'PATCH',
      `/Users/${accountOf(number).userId}`,
      {
        schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'],
        Operations: [patch],
      },
    );
    return respelled({ is: 'scim', status, ...(status === 200 && { active: body.active }) });
  };

  return {
    unique,
    settle,
    asAdmin,
    asPerson: async (number: number, query: string, variables: object, signedInAgo = 0) => {
      const { objectId, address } = accountOf(number);
      const claims = {
        ...{ tid: organizationOfAccount(number).tenantId, oid: objectId, scp: 'access_as_user', azp: 'web' },
        preferred_username: respell(address, spelling),
        auth_time: Math.floor((clock.now().getTime() - signedInAgo) / 1000),
      };
      return asCaller(await services.issuer.sign(claims), query, variables);
    },
    asOperator: async (query: string, variables: object) => {
      const operator = { oid: 'operator', idtyp: 'app', azp: 'platform', roles: ['achievements:write'] };
      return asCaller(await services.issuer.sign({ tid: services.platformTenant, ...operator }), query, variables);
    },
    userIdOf: (number: number) => accountOf(number).userId,
    addressOf: (number: number) => accountOf(number).address,
    numberOf: (userId: string) => accounts.findIndex((one) => one.userId === userId),
    async invite(number: number): Promise<Answer> {
      const { address: email } = accountOf(number);
      const input = { organizationId: organizationOfAccount(number).id, email, displayName: `Person ${number}` };
      const { __typename, user } = only(await asAdmin(number, operations.INVITE, { input }));
      if (__typename !== 'InviteUserSuccess') return { is: String(__typename) };
      const { id, status } = user as { id: string; status: string };
      accountOf(number).userId = id;
      return respelled({ is: __typename, status });
    },
    async deleteUser(number: number): Promise<Answer> {
      const input = { userId: accountOf(number).userId };
      const { __typename, user, ...rest } = only(await asAdmin(number, operations.DELETE_USER, { input }));
      return respelled({ is: String(__typename), status: (user as Fields | undefined)?.status, ...rest });
    },
    async restoreUser(number: number): Promise<Answer> {
      const input = { userId: accountOf(number).userId };
      const { __typename, user } = only(await asAdmin(number, operations.RESTORE_USER, { input }));
      return respelled({ is: String(__typename), ...(user ? { status: (user as Fields).status } : {}) });
    },
    deactivate: (number: number) => scim(number, false),
    reactivate: (number: number) => scim(number, true),
  };
}

/** The answer to the only field of the request, or the code of the error. */
export function only(answer: FieldsAnswer): Fields {
  if (answer.errors !== undefined) return { __typename: String(errorCode(answer)) };
  return Object.values(answer.data ?? {})[0] ?? { __typename: 'nothing' };
}

/** The same address with other capitals. */
function respell(address: string, spelling: number): string {
  return [...address].map((letter, index) => ((spelling >> index) & 1 ? letter.toUpperCase() : letter)).join('');
}
