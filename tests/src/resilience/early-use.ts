import type { Stack } from '@app/stack/stack';
import { expectNoErrors } from '@app/test-kit/graphql-client';
import {
  asFeed,
  asMachine,
  begin,
  completionOf,
  confirm,
  eventually,
  signedIn,
  signInAtSource,
} from '../journeys/people.js';

const REGISTER = `mutation ($input: RegisterOrganizationInput!) {
  registerOrganization(input: $input) { __typename ... on RegisterOrganizationSuccess { organization { id } } }
}`;
const RECORD = `mutation ($input: RecordAchievementsInput!) {
  recordAchievements(input: $input) { __typename ... on RecordAchievementsSuccess { recorded } }
}`;

/** Uses the system from its first moment, as a user, an operator and a feed. */
export async function useEarly(stack: Stack): Promise<{ registered: unknown; recorded: unknown; confirmed: string }> {
  const untilUp = <T>(ask: () => Promise<T>) =>
    eventually(
      () => ask().catch(() => undefined),
      (answer) => answer !== undefined,
    );
  const operator = await untilUp(() => asMachine(stack, 'platform-operator', 'development-only-operator'));
  const organization = {
    name: 'Early Partner',
    partnerId: '7700001',
    tenantId: '3b0f7a52-8d3c-4a55-9d0a-4f3f0f7d1c11',
    firstAdmin: { email: 'first@early.example', displayName: 'Fiona First' },
  };
  const registered = await untilUp(async () =>
    expectNoErrors((await operator?.execute(REGISTER, { input: organization })) as never),
  );
  const item = {
    externalId: 'early-1',
    profileId: '4503710',
    credentialCode: 'SEC-OPS',
    achievedAt: new Date(Date.now() - 86_400_000).toISOString(),
  };
  const feed = await asFeed(stack);
  const recorded = expectNoErrors(await feed.execute(RECORD, { input: { source: 'MICROSOFT_LEARN', items: [item] } }));
  const ayse = await signedIn(stack, 'ayse.arslan@nordlicht.example');
  const begun = await untilUp(async () => {
    const flow = await begin(stack, ayse, 'MICROSOFT_LEARN');
    if (flow.__typename !== 'BeginAssociationSuccess') throw new Error(flow.__typename);
    return flow;
  });
  if (begun === undefined) throw new Error('No flow was begun.');
  const page = await signInAtSource(begun, 'ayse.arslan@post.example');
  return { registered, recorded, confirmed: (await confirm(ayse, completionOf(page))).__typename };
}
