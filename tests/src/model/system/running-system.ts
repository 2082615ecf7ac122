import type { FixedClock } from '@app/test-kit/fixed-clock';
import { CANCEL, NO_PROFILE_ID, signInAs } from '@app/test-kit/learning-provider';
import {
  type Answer,
  INVITED_AT_FIRST,
  type LinkingSystem,
  PROFILES,
  type Presentation,
  type SignIn,
  type Source,
} from './linking-system.js';
import * as operations from './operations.js';
import type { Organizations } from './organizations.js';
import { type Fields, only, type RunningAccounts, runningAccounts } from './running-accounts.js';
import type { RunningServices } from './running-services.js';

type Flow = { signInUrl: string; source: Source; id: string; code: string | undefined };

/**
 * The users of a history in the running services, through the gateway, each time with a new browser. `people` changes
 * accounts without waiting until all services have received the change.
 */
export async function runningSystem(
  services: RunningServices,
  clock: FixedClock,
  organizations: Organizations,
  history: number,
  {
    organizationOf,
    invitedAtFirst = INVITED_AT_FIRST,
  }: { organizationOf?: readonly number[]; invitedAtFirst?: number } = {},
): Promise<LinkingSystem & { people: RunningAccounts; profileOf(source: Source, number: number): string }> {
  const people = runningAccounts(services, clock, organizations, organizationOf);
  const { unique, settle, asPerson, asAdmin, asOperator } = people;
  const flows: Flow[] = [];
  const linkNames = new Map<string, string>();

  const profileOf = (source: Source, number: number) =>
    source === 'MICROSOFT_LEARN' ? String(1_000_000 + history * 10 + number) : `PU-${unique}-${number}`;
  const numberOfProfile = (source: Source, profileId: unknown) =>
    Array.from({ length: PROFILES }, (_, number) => number).find((number) => profileOf(source, number) === profileId);

  const shown = (link: Fields): object => {
    const { id, source, profileId, status, startedAt, endedAt, endReason, user, organization } = link as Record<
      string,
      string
    > & {
      user: { id: string };
      organization: { id: string };
    };
    const profile = numberOfProfile(source as Source, profileId);
    const name = linkNames.get(String(id)) ?? `${source} ${profile} ${startedAt}`;
    linkNames.set(String(id), name);
    const account = people.numberOf(user.id);
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

  const present = ({ flow: number, by, rightCode }: Presentation) => {
    const flow = flows[number] as Flow;
    const completionCode = rightCode ? (flow.code ?? 'not given yet') : 'another';
    return { by, variables: { flowId: flow.id, completionCode } };
  };

  await Promise.all(Array.from({ length: invitedAtFirst }, (_, number) => people.invite(number)));
  /** Waits until every service has received the change of an account. */
  const known = (change: (number: number) => Promise<Answer>) => async (number: number) => {
    const answer = await change(number);
    await settle();
    return answer;
  };
  return {
    people,
    profileOf,
    async advanceTo(instant) {
      await settle();
      clock.set(new Date(instant).toISOString());
      await services.catchUp();
    },
    catchUp: () => services.catchUp(),
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
      flow.code = ending.get('completion_code') ?? undefined;
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
        profile: numberOfProfile(fields.source as Source, profileId),
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
      if (!viewer) return { is: 'no-user' };
      const active = [viewer.learnLink, viewer.universityLink] as (Fields | null)[];
      return {
        is: 'overview',
        associations: linksOf(viewer),
        active: active.map((link) => (link ? shown(link) : null)),
        allowances: [viewer.learnAllowance, viewer.universityAllowance],
      };
    },
    async seenByAdmin(number) {
      const user = only(await asAdmin(number, operations.SEEN_BY_ADMIN, { id: people.userIdOf(number) }));
      return { is: 'seen', associations: linksOf(user) };
    },
    invite: known(people.invite),
    deleteUser: known(people.deleteUser),
    restoreUser: known(people.restoreUser),
    deactivate: known(people.deactivate),
    reactivate: known(people.reactivate),
    async merge(source, from, into) {
      const [fromProfileId, intoProfileId] = [profileOf(source, from), profileOf(source, into)];
      const input = { source, fromProfileId, intoProfileId, mergedAt: clock.now().toISOString() };
      const { __typename, ...fields } = only(await asOperator(operations.MERGE, { input }));
      return { is: String(__typename), ...fields };
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
