import { randomUUID } from 'node:crypto';
import { expectNoErrors } from '@app/test-kit/graphql-client';
import { person, type TestCredits, testCredits } from '../../support/credits.js';
import { statementsDuring } from '../../support/statements.js';

let credits: TestCredits;
let organizationId: string;
beforeAll(async () => {
  credits = await testCredits();
  organizationId = await credits.anOrganization();
});
afterAll(async () => credits.stop());

async function learner(codes: string[]): Promise<string> {
  const user = await credits.aUser(organizationId);
  const { profileId } = await credits.aLink(user);
  await credits.record(
    codes.map((credentialCode, index) => ({
      profileId,
      credentialCode,
      achievedAt: `2026-03-0${index + 1}T00:00:00.000Z`,
    })),
  );
  await credits.allCounted();
  return user.id;
}

const BOTH = `credits(first: 10) { totalCount nodes { state person { id } achievement { credential { code } } contributesTo { designation } } }
  achievements(first: 10) { totalCount nodes { status credential { code title examCodes } expiresOn source recordedAt } }`;

it('shows a person their own credits and achievements, newest first', async () => {
  const id = await learner(['AZ-ADMIN', 'PBI-DA']);
  const answer = await credits.entity('User', id, BOTH, person(id, organizationId));
  expect(expectNoErrors(answer)._entities[0]).toMatchObject({
    credits: {
      totalCount: 2,
      nodes: [
        { state: 'COUNTED', person: { id }, achievement: { credential: { code: 'PBI-DA' } } },
        { state: 'COUNTED', person: { id }, achievement: { credential: { code: 'AZ-ADMIN' } } },
      ],
    },
    achievements: {
      totalCount: 2,
      nodes: [
        { status: 'ACTIVE', credential: { code: 'PBI-DA', examCodes: ['PL-300'] }, expiresOn: '2027-03-02' },
        { status: 'ACTIVE', credential: { code: 'AZ-ADMIN' }, source: 'MICROSOFT_LEARN' },
      ],
    },
  });
});

it('knows callers by their token before the event about them has arrived', async () => {
  const id = randomUUID();
  const answer = await credits.entity('User', id, BOTH, person(id, organizationId));
  expect(expectNoErrors(answer)._entities[0]).toMatchObject({
    credits: { totalCount: 0 },
    achievements: { totalCount: 0 },
  });
});

it('returns null for an unknown or invalid id', async () => {
  for (const id of [randomUUID(), 'no-id', "'; DROP TABLE credit; --"]) {
    expect(expectNoErrors(await credits.entity('User', id, BOTH))._entities).toEqual([null]);
  }
});

it('serves many people in as many statements as one', async () => {
  const ids = await Promise.all(['AZ-ADMIN', 'PBI-DA', 'IAM', 'AVD'].map((code) => learner([code])));
  const query = `query ($of: [_Any!]!) { _entities(representations: $of) { ... on User { ${BOTH} } } }`;
  const admin = await credits.as(person(randomUUID(), organizationId, ['GLOBAL_ADMIN']));
  const names = await statementsDuring(async () => {
    const of = ids.map((id) => ({ __typename: 'User', id }));
    const answer = await admin.execute<{ _entities: { credits: { totalCount: number } }[] }>(query, { of });
    expect(expectNoErrors(answer)._entities.map(({ credits: list }) => list.totalCount)).toEqual([1, 1, 1, 1]);
  });
  expect(names.sort()).toEqual([
    'achievements-of-user',
    'count-achievements-of-user',
    'count-credits-of-user',
    'credits-of-user-ACHIEVED_AT_DESC-11',
    'holdings-on-first-10',
    'score-facts',
    'users-by-id',
  ]);
});
