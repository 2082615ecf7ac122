import { randomUUID } from 'node:crypto';
import { errorCode, expectNoErrors } from '@app/test-kit/graphql-client';
import { aProfile, person, type TestCredits, testCredits } from '../../support/credits.js';
import { statementsDuring } from '../../support/statements.js';
import { analyticsOf, completed, MONTHLY, PEOPLE, path, TOTALS } from '../../support/training.js';

let credits: TestCredits;
let ask: ReturnType<typeof analyticsOf>['ask'];
let totals: ReturnType<typeof analyticsOf>['totals'];
let monthly: ReturnType<typeof analyticsOf>['monthly'];
let aLearner: ReturnType<typeof analyticsOf>['aLearner'];
beforeAll(async () => {
  credits = await testCredits();
  ({ ask, totals, monthly, aLearner } = analyticsOf(credits));
});
afterAll(async () => credits.stop());

it('counts pairs of person and module, pairs of person and path, and people with a module', async () => {
  const organizationId = await credits.anOrganization();
  const people = await Promise.all(Array.from({ length: 8 }, () => aLearner(organizationId)));
  await credits.record(
    people.flatMap(({ profileId }, index) => [
      ...(index < 5 ? ['m1', 'm2'].map((uid) => completed(profileId, uid, '2026-03-10')) : []),
      ...['p1', 'p2'].map((uid) => path(profileId, uid, '2026-03-11')),
    ]),
  );
  expect(await totals(organizationId, '2026-03-01', '2026-03-31')).toEqual([5, 10, 16]);
});

it('includes both days of the range as whole UTC days, and nothing beside them', async () => {
  const organizationId = await credits.anOrganization();
  const { profileId } = await aLearner(organizationId);
  await credits.record([
    completed(profileId, 'before', '2026-02-28T23:59:59.999Z'),
    completed(profileId, 'first', '2026-03-01T00:00:00.000Z'),
    completed(profileId, 'last', '2026-03-31T23:59:59.999Z'),
    completed(profileId, 'after', '2026-04-01T00:00:00.000Z'),
  ]);
  expect(await totals(organizationId, '2026-03-01', '2026-03-31')).toEqual([1, 2, 0]);
  expect(await totals(organizationId, '2026-03-31', '2026-03-31')).toEqual([1, 1, 0]);
  expect(await totals(organizationId, '9990-01-01', '9999-12-31')).toEqual([0, 0, 0]);
});

it('counts a module that a person repeats once per range, and once in each month', async () => {
  const organizationId = await credits.anOrganization();
  const { profileId } = await aLearner(organizationId);
  // Reported latest first: a repetition does not depend on the order of the feed.
  for (const day of ['2026-04-05', '2026-03-20', '2026-03-10', '2026-03-10']) {
    await credits.record([completed(profileId, 'again', day)]);
  }
  expect(await totals(organizationId, '2026-03-01', '2026-04-30')).toEqual([1, 1, 0]);
  expect(await totals(organizationId, '2026-03-15', '2026-04-30')).toEqual([1, 1, 0]);
  expect(await monthly(organizationId, '2026-03-01', '2026-04-30')).toEqual([
    ['2026-03', 1, 1, 0],
    ['2026-04', 0, 1, 0],
  ]);
  const { top } = await ask(organizationId, ['2026-03-01', '2026-04-30'], 'top(dimension: NAME) { label completions }');
  expect(top).toEqual([{ label: 'Title of again', completions: 1 }]);
});

it('shows every month of the range, clipped to it, and people with their first module ever', async () => {
  const organizationId = await credits.anOrganization();
  const [early, late, reader] = await Promise.all([1, 2, 3].map(() => aLearner(organizationId)));
  await credits.record([
    completed(early?.profileId ?? '', 'm1', '2019-05-01'),
    completed(early?.profileId ?? '', 'm2', '2026-01-20'),
    path(late?.profileId ?? '', 'p1', '2026-01-05'),
    completed(late?.profileId ?? '', 'm1', '2026-03-02'),
    completed(late?.profileId ?? '', 'm2', '2026-03-30'),
    path(reader?.profileId ?? '', 'p1', '2026-03-05'),
  ]);
  expect(await monthly(organizationId, '2026-01-10', '2026-03-20')).toEqual([
    ['2026-01', 0, 1, 0],
    ['2026-02', 0, 0, 0],
    ['2026-03', 1, 1, 1],
  ]);
  expect(await monthly(organizationId, '2026-03-03', '2026-03-31')).toEqual([['2026-03', 0, 1, 1]]);
  await credits.record([completed(late?.profileId ?? '', 'm0', '2026-01-15')]);
  expect((await monthly(organizationId, '2026-01-10', '2026-03-20')).map(([, newly]) => newly)).toEqual([1, 0, 0]);
});

it('lists the most completed items by name, role and product, an item with several once for each', async () => {
  const organizationId = await credits.anOrganization();
  const people = await Promise.all(Array.from({ length: 3 }, () => aLearner(organizationId)));
  const cloud = { roles: ['admin', 'developer', 'admin'], products: ['azure', 'entra'] };
  const [one, two, three] = people.map(({ profileId }) => profileId) as [string, string, string];
  await credits.record([
    ...[one, two, three].map((profileId) =>
      completed(profileId, 'cloud', '2026-03-01', { title: 'Old name', ...cloud }),
    ),
    ...[one, two].map((profileId) =>
      path(profileId, 'data', '2026-03-02', { roles: ['analyst'], products: ['azure'] }),
    ),
    ...[two, three].map((profileId) => completed(profileId, 'chat', '2026-03-02', { roles: ['developer'] })),
  ]);
  await credits.record([completed(aProfile(), 'cloud', '2026-01-01', { title: 'Cloud', ...cloud })]);
  const top = async (args: string) =>
    (await ask(organizationId, ['2026-03-01', '2026-03-31'], `top(${args}) { label completions }`)).top.map(
      ({ label, completions }) => [label, completions],
    );
  expect(await top('dimension: NAME')).toEqual([
    ['Cloud', 3],
    ['Title of chat', 2],
    ['Title of data', 2],
  ]);
  expect(await top('dimension: ROLE')).toEqual([
    ['developer', 5],
    ['admin', 3],
    ['analyst', 2],
  ]);
  expect(await top('dimension: PRODUCT')).toEqual([
    ['azure', 5],
    ['entra', 3],
  ]);
  expect(await top('dimension: ROLE, first: 1')).toEqual([['developer', 5]]);
});

it.each([
  ['from: "2026-03-02", to: "2026-03-01"', 'trainedIndividuals'],
  ['from: "1900-01-01", to: "2026-03-01"', 'trainedIndividuals'],
  ['from: "2026-02-30", to: "2026-03-01"', 'trainedIndividuals'],
  ['from: "2026-03-01", to: "2026-03-31"', 'individuals(first: 0) { totalCount }'],
  ['from: "2026-03-01", to: "2026-03-31"', 'individuals(first: 101) { totalCount }'],
  ['from: "2026-03-01", to: "2026-03-31"', 'individuals(first: 1, search: "a\\u0000") { totalCount }'],
  ['from: "2026-03-01", to: "2026-03-31"', 'individuals(first: 1, after: "nonsense") { totalCount }'],
  ['from: "2026-03-01", to: "2026-03-31"', 'top(dimension: NAME, first: 0) { label }'],
])('rejects %s { %s } with BAD_USER_INPUT', async (args, fields) => {
  const organizationId = await credits.anOrganization();
  const answer = await credits.entity('Organization', organizationId, `learnAnalytics(${args}) { ${fields} }`);
  expect(errorCode(answer)).toMatch(/^(BAD_USER_INPUT|GRAPHQL_VALIDATION_FAILED)$/);
});

it('shows nothing of one organization to another', async () => {
  const organizationId = await credits.anOrganization();
  const stranger = person(randomUUID(), await credits.anOrganization(), ['GLOBAL_ADMIN']);
  const field = `learnAnalytics(from: "2026-03-01", to: "2026-03-31") { ${TOTALS} }`;
  expect((await credits.entity('Organization', organizationId, field, stranger)).data?._entities).toEqual([null]);
});

it('needs one statement for each part, for any number of people and organizations', async () => {
  const ids = [await credits.anOrganization(), await credits.anOrganization()];
  const learners = await Promise.all(ids.flatMap((id) => Array.from({ length: 6 }, () => aLearner(id))));
  await credits.record(learners.map(({ profileId }) => completed(profileId, 'm', '2026-03-03')));
  await credits.allCounted();
  const query = `query ($of: [_Any!]!) { _entities(representations: $of) { ... on Organization {
    learnAnalytics(from: "2026-03-01", to: "2026-03-31") { ${TOTALS} ${MONTHLY}
      names: top(dimension: NAME) { label } roles: top(dimension: ROLE) { label }
      individuals(first: 5) { ${PEOPLE} } } } } }`;
  const names = await statementsDuring(async () => {
    const of = ids.map((id) => ({ __typename: 'Organization', id }));
    const auditor = await credits.as({ kind: 'operator', clientId: 'auditor', permissions: ['reports:read.pii'] });
    const { _entities } = expectNoErrors(await auditor.execute<{ _entities: object[] }>(query, { of }));
    expect(_entities).toMatchObject(ids.map(() => ({ learnAnalytics: { individuals: { totalCount: 6 } } })));
  });
  expect(names.sort()).toEqual(['learn-months', 'learn-people', 'learn-top-name', 'learn-top-role', 'learn-totals']);
});
