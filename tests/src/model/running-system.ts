import { randomUUID } from 'node:crypto';
import type { FixedClock } from '@app/test-kit/fixed-clock';
import { errorCode, type GraphqlAnswer, graphqlClient } from '@app/test-kit/graphql-client';
import { CANCEL, NO_PROFILE_ID, signInAs } from '@app/test-kit/learning-provider';
import {
  type Answer,
  INVITED_AT_FIRST,
  type LinkingSystem,
  ORGANIZATION_OF,
  type Presentation,
  type SignIn,
  SOURCES,
  type Source,
} from './linking-system.js';
import * as operations from './operations.js';
import type { RunningServices } from './running-services.js';

/** The organisations of all histories, each with the administrator who invites and deletes. */
export type Organizations = readonly { id: string; tenantId: string; admin(): Promise<string> }[];

type Account = { objectId: string; address: string; organization: number; userId: string | undefined };
type Flow = { signInUrl: string; source: Source; id: string; code: string | undefined };
type Fields = Record<string, unknown> & { __typename?: string };

const SETTLED_WITHIN = 20_000;

/** What the people of one history do in the running services, through the gateway, with a browser of their own each time. */
export async function runningSystem(
  services: RunningServices,
  clock: FixedClock,
  organizations: Organizations,
  history: number,
): Promise<LinkingSystem> {
  const unique = randomUUID().slice(0, 8);
  const accounts: Account[] = ORGANIZATION_OF.map((organization, number) => ({
    ...{ objectId: randomUUID(), organization, userId: undefined },
    address: `abcdefghij-${number}-${unique}@model.example`,
  }));
  const flows: Flow[] = [];
  const linkNames = new Map<string, string>();
  let spelling = 0;

  const accountOf = (number: number): Account => accounts[number] as Account;
  const organizationOf = (account: Account) => organizations[account.organization] as Organizations[number];
  const profileOf = (source: Source, number: number) =>
    source === 'MICROSOFT_LEARN' ? String(1_000_000 + history * 10 + number) : `PU-${unique}-${number}`;

  const ask = async (
    token: string,
    query: string,
    variables: object,
  ): Promise<GraphqlAnswer<Record<string, Fields | null>>> =>
    graphqlClient(`${services.gatewayUrl}/graphql`, token).execute(query, variables as Record<string, unknown>);
  const asPerson = async (number: number, query: string, variables: object, signedInAgo = 0) => {
    const { objectId, address, ...account } = accountOf(number);
    const claims = {
      ...{
        tid: organizationOf({ objectId, address, ...account }).tenantId,
        oid: objectId,
        scp: 'access_as_user',
        azp: 'web',
      },
      // The gateway remembers for a second who a token's names are; after a deletion it is asked by another spelling.
      preferred_username: respell(address, spelling),
      auth_time: Math.floor((clock.now().getTime() - signedInAgo) / 1000),
    };
    return ask(await services.issuer.sign(claims), query, variables);
  };
  const asAdmin = async (organization: number, query: string, variables: object) =>
    ask(await (organizations[organization] as Organizations[number]).admin(), query, variables);
  const only = (answer: GraphqlAnswer<Record<string, Fields | null>>): Fields => {
    if (answer.errors !== undefined) return { __typename: String(errorCode(answer)) };
    return Object.values(answer.data ?? {})[0] ?? { __typename: 'nothing' };
  };

  const shown = (link: Fields): object => {
    const { id, source, profileId, status, startedAt, endedAt, endReason, user, organization } = link as Record<
      string,
      string
    > & {
      user: { id: string };
      organization: { id: string };
    };
    const profile = SOURCES.flatMap((of) => [0, 1, 2].filter((number) => profileOf(of, number) === profileId))[0];
    const name = linkNames.get(String(id)) ?? `${source} ${profile} ${startedAt}`;
    linkNames.set(String(id), name);
    const account = accounts.findIndex((one) => one.userId === user.id);
    return {
      ...{
        id: name,
        source,
        profile,
        account,
        organization: organizations.findIndex((one) => one.id === organization.id),
      },
      ...{ status, startedAt, endedAt, endReason },
    };
  };
  const told = ({ __typename, message, association, ...fields }: Fields): Answer => ({
    is: String(__typename),
    ...(String(__typename).endsWith('CoolOffError') || __typename === 'AssociationLimitError' ? { message } : {}),
    ...(association ? { association: shown(association as Fields) } : {}),
    ...fields,
  });
  const linksOf = (user: Fields) => (user.associations as { nodes: Fields[] }).nodes.map(shown);

  /** Until every service has heard what became of the people of this history. */
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
      if (performance.now() > deadline) throw new Error('association did not hear about a user in time');
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  };
  const invite = async (number: number): Promise<Answer> => {
    const account = accountOf(number);
    const input = {
      organizationId: organizationOf(account).id,
      email: account.address,
      displayName: `Person ${number}`,
    };
    const { __typename, user } = only(await asAdmin(account.organization, operations.INVITE, { input }));
    if (__typename !== 'InviteUserSuccess') return { is: String(__typename) };
    const { id, status } = user as { id: string; status: string };
    account.userId = id;
    return { is: __typename, status };
  };
  const present = ({ flow: number, by, rightCode }: Presentation) => {
    const flow = flows[number] as Flow;
    const completionCode = rightCode ? (flow.code ?? 'not given yet') : 'another';
    return { by, variables: { flowId: flow.id, completionCode } };
  };

  await Promise.all(Array.from({ length: INVITED_AT_FIRST }, (_, number) => invite(number)));
  return {
    async advanceTo(instant) {
      clock.set(new Date(instant).toISOString());
      await services.association.catchUp();
    },
    catchUp: () => services.association.catchUp(),
    async begin(account, source, signedInAgo) {
      const input = { source, returnTo: `${services.gatewayUrl}/done` };
      const answer = only(await asPerson(account, operations.BEGIN, { input }, signedInAgo));
      if (answer.__typename !== 'BeginAssociationSuccess') return told(answer);
      const { flowId, signInUrl, ...rest } = answer as Fields & { flowId: string; signInUrl: string };
      flows.push({ id: flowId, signInUrl, source, code: undefined });
      return told(rest);
    },
    async signIn(number: number, as: SignIn) {
      const flow = flows[number] as Flow;
      const started = await visit(flow.signInUrl);
      if (started.location === null) return 'refused';
      const account = as === 'cancel' ? CANCEL : as === 'no-profile-id' ? NO_PROFILE_ID : profileOf(flow.source, as);
      const provided = await visit(signInAs(started.location, account));
      const back = await visit(provided.location ?? '', started.cookie);
      if (back.location === null) return 'refused';
      const ending = new URL(back.location).searchParams;
      flow.code = ending.get('code') ?? undefined;
      return flow.code === undefined ? (ending.get('problem') ?? 'nothing').toUpperCase() : 'proven';
    },
    async pending(presentation) {
      const { by, variables } = present(presentation);
      const answer = only(await asPerson(by, operations.PENDING, variables));
      if (answer.__typename !== 'PendingAssociation') return told(answer);
      const { profileId, organization, refusal, ...fields } = answer as Fields & {
        organization: { id: string };
        refusal: Fields | null;
      };
      return told({
        ...fields,
        profile: [0, 1, 2].find((number) => profileOf(fields.source as Source, number) === profileId),
        organization: organizations.findIndex((one) => one.id === organization.id),
        refusal: refusal && { is: refusal.__typename, message: refusalText(refusal) },
      });
    },
    async confirm(presentation) {
      const { by, variables } = present(presentation);
      return told(only(await asPerson(by, operations.CONFIRM, { input: variables })));
    },
    async remove(account, source) {
      return told(only(await asPerson(account, operations.REMOVE, { input: { source } })));
    },
    async overview(account) {
      const { data, errors } = await asPerson(account, operations.OVERVIEW, {});
      if (errors !== undefined) throw new Error(JSON.stringify(errors));
      const viewer = data?.viewer;
      if (!viewer) return { is: 'nobody' };
      const active = [viewer.learnLink, viewer.universityLink] as (Fields | null)[];
      return {
        is: 'overview',
        associations: linksOf(viewer),
        active: active.map((link) => (link ? shown(link) : null)),
        allowances: [viewer.learnAllowance, viewer.universityAllowance],
      };
    },
    async seenByAdmin(number) {
      const account = accountOf(number);
      const user = only(await asAdmin(account.organization, operations.SEEN_BY_ADMIN, { id: account.userId }));
      return { is: 'seen', associations: linksOf(user) };
    },
    invite,
    async deleteUser(number) {
      const account = accountOf(number);
      const { __typename, user, ...rest } = only(
        await asAdmin(account.organization, operations.DELETE_USER, { input: { userId: account.userId } }),
      );
      spelling += 1;
      await settle();
      return { is: String(__typename), status: (user as { status: string } | undefined)?.status, ...rest };
    },
    async restoreUser(number) {
      const account = accountOf(number);
      const { __typename, user } = only(
        await asAdmin(account.organization, operations.RESTORE_USER, { input: { userId: account.userId } }),
      );
      spelling += 1;
      await settle();
      return { is: String(__typename), ...(user ? { status: (user as { status: string }).status } : {}) };
    },
  };
}

function refusalText({ __typename, message }: Fields): unknown {
  return __typename === 'AnotherProfileLinkedError' ? undefined : message;
}

/** One request of a browser. */
async function visit(url: string, cookie?: string): Promise<{ location: string | null; cookie: string }> {
  const response = await fetch(url, { redirect: 'manual', ...(cookie && { headers: { cookie } }) });
  await response.arrayBuffer();
  const given = (response.headers.getSetCookie()[0] ?? '').split(';')[0] ?? '';
  return { location: response.headers.get('location'), cookie: given };
}

/** The same address in other capitals. */
function respell(address: string, spelling: number): string {
  return [...address].map((letter, index) => ((spelling >> index) & 1 ? letter.toUpperCase() : letter)).join('');
}
