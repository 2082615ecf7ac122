import { expectNoErrors } from '@app/test-kit/graphql-client';
import { AUDITOR, operator, person, type TestCredits, testCredits } from '../../support/credits.js';
import { askReport, published } from '../../support/skills-reports.js';
import { statementsDuring } from '../../support/statements.js';

let credits: TestCredits;
let organizationId: string;
let eternal: string;
const refs = new Map<string, string>();

/** Infrastructure is attained: 60 points of figures, two gates and three people behind them. */
beforeAll(async () => {
  credits = await testCredits();
  organizationId = await credits.anOrganization();
  const users = new Map<string, string>();
  const join = async (name: string, credentialCode: string, on: string, more: object = {}) => {
    const user = await credits.aUser(organizationId, { displayName: name });
    users.set(user.id, name);
    const { profileId } = await credits.aLink(user);
    await credits.record([{ profileId, credentialCode, achievedAt: `${on}T08:00:00.000Z`, ...more }]);
    return user.id;
  };
  for (const name of ['a1', 'a2', 'a3']) await join(name, 'AZ-ADMIN', '2026-02-20');
  await join('a4', 'AZ-ADMIN', '2026-06-01');
  for (const name of ['b1', 'b2']) await join(name, 'AZ-ARCH', '2026-07-31');
  for (const name of ['c1', 'c2']) await join(name, 'AZ-NET', '2026-07-31');
  eternal = await join('c3', 'AZ-NET', '2026-07-31', { expiresOn: '9999-12-31' });
  await join('d1', 'AVD', '2026-07-31');
  await credits.allCounted();
  for (const row of await credits.sql<{ user_id: string; ref: string }>('SELECT user_id, ref FROM credits.person'))
    refs.set(users.get(row.user_id) ?? '', row.ref);
  await record({ 'netCustomerAdds.customers': 3, totalAcrUsd: 5_000, 'usageGrowth.growthPercent': 20 }, '2026-07-01');
  await record({ 'deployments.services': 5 }, '2026-07-01');
  // Planned: no new customers from the middle of December to the middle of January.
  await record({ 'netCustomerAdds.customers': 0 }, '2026-12-15');
  await record({ 'netCustomerAdds.customers': 3 }, '2027-01-15');
});
afterAll(() => credits.stop());

async function record(figures: Record<string, number>, on: string) {
  const feed = await credits.as(operator('metrics:write'));
  const query = 'mutation ($input: RecordPartnerMetricInput!) { recordPartnerMetric(input: $input) { __typename } }';
  for (const [metric, value] of Object.entries(figures)) {
    expectNoErrors(await feed.execute(query, { input: { organizationId, metric, value, on } }));
  }
}

async function ask(fields: string, caller = AUDITOR): Promise<Record<string, unknown>> {
  return expectNoErrors(await credits.entity('Organization', organizationId, fields, caller))._entities[0] ?? {};
}

type Risk = {
  personRef: string;
  designation: string;
  cause: string;
  on: string | null;
  closesStep: number | null;
  losesDesignation: boolean;
  pointsLost: number;
  together: { personRef: string; person: { id: string } | null }[];
  credentials: { code: string }[];
};
const RISKS = `risks(first: 100) { personRef designation cause on closesStep losesDesignation pointsLost
  credentials { code } together { personRef person { id } } }`;
const risks = async (caller = AUDITOR) => {
  const { risks: all } = await ask(RISKS, caller);
  return (all as Risk[]).filter(({ designation }) => designation === 'infrastructure');
};
const named = (...names: string[]) => names.map((name) => refs.get(name)).sort();

describe('risks', () => {
  it('find the day on which several people expire together, and that the designation is lost on it', async () => {
    // Four administrators hold a gate of two: each alone may leave, three at once close it and stop the points behind
    // it.
    const all = await risks();
    const day = all.find(({ on }) => on === '2027-02-21');
    expect(day).toMatchObject({ cause: 'EXPIRY', closesStep: 1, losesDesignation: true, pointsLost: 12 });
    expect(day?.together.map(({ personRef }) => personRef)).toEqual(named('a1', 'a2', 'a3'));
    expect(day?.personRef).toBe(named('a1', 'a2', 'a3')[0]);
    const alone = all.filter(
      ({ together, personRef }) => together.length === 1 && named('a1', 'a2').includes(personRef),
    );
    expect(alone).toEqual([]);
  });

  it('sort losses of a designation before losses of points', async () => {
    const loses = (await risks()).map(({ losesDesignation }) => losesDesignation);
    expect(loses).toEqual([...loses].sort((a, b) => Number(b) - Number(a)));
    expect(loses).toContain(true);
  });

  it('name the holders who keep a gate open with a cause of their own', async () => {
    const gate = (await risks()).filter(({ cause }) => cause === 'GATE_HOLDER');
    expect(gate.map(({ personRef }) => personRef).sort()).toEqual(named('b1', 'b2'));
    for (const one of gate) {
      expect(one).toMatchObject({ on: null, closesStep: 1, losesDesignation: true, pointsLost: 4 });
      expect(one.together.map(({ personRef }) => personRef)).toEqual([one.personRef]);
    }
  });

  it('name the credentials that end or that hold a gate, and none of a person who leaves', async () => {
    const all = await risks();
    const codesOf = (risk: Risk) => risk.credentials.map(({ code }) => code);
    expect(all.filter(({ on }) => on === '2027-02-21').map(codesOf)).toEqual([['AZ-ADMIN']]);
    for (const risk of all) {
      if (risk.cause === 'DEPARTURE') expect(codesOf(risk)).toEqual([]);
      else expect(codesOf(risk).length).toBeGreaterThan(0);
    }
  });

  it('name the people of a day only to callers who may see names', async () => {
    for (const [caller, seen] of [
      [person('00000000-0000-4000-8000-000000000001', organizationId, ['PARTNER_ADMIN']), true],
      [person('00000000-0000-4000-8000-000000000002', organizationId, ['REPORT_VIEWER']), false],
    ] as const) {
      const people = (await risks(caller)).flatMap(({ together }) => together);
      expect(people.every(({ person: shown }) => (shown !== null) === seen)).toBe(true);
    }
  });

  it('agree day by day with a replay of the days around each loss', async () => {
    const days = (await risks()).filter(({ on, together }) => on !== null && together.length > 1);
    expect(days.map(({ on }) => on).sort()).toEqual(['2027-02-21', '2027-08-01']);
    for (const { on, pointsLost, losesDesignation } of days) {
      const score = async (day: string) => {
        const { designation } = await ask(`designation(code: "infrastructure", on: "${day}") { score attained }`);
        return designation as { score: number; attained: boolean };
      };
      const dayBefore = new Date(Date.parse(`${on}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);
      const [before, after] = [await score(dayBefore), await score(on ?? '')];
      expect(before.score - after.score).toBeCloseTo(pointsLost, 9);
      expect(before.attained && !after.attained).toBe(losesDesignation);
    }
  });
});

describe('forecast', () => {
  it('uses the figures recorded for each future day, and shows whether the designation is attained on it', async () => {
    const { forecast } = await ask('forecast(months: 8) { on designation attained attainable }');
    const points = (forecast as { on: string; designation: string; attained: boolean; attainable: boolean }[]).filter(
      ({ designation }) => designation === 'infrastructure',
    );
    expect(points.map(({ on, attained }) => [on, attained])).toEqual([
      ['2026-09-01', true],
      ['2026-10-01', true],
      ['2026-11-01', true],
      ['2026-12-01', true],
      ['2027-01-01', false],
      ['2027-02-01', true],
      ['2027-03-01', false],
      ['2027-04-01', false],
    ]);
    expect(points.every(({ attained, attainable }) => attainable || !attained)).toBe(true);
  });
});

describe('the qualification window', () => {
  const WINDOW = 'from to renewalThrough qualified daysAttained lastAttainedOn daysLeft qualifiedThrough';
  const window = async (on = '', anniversary = '') => {
    const { designation } = await ask(`designation(code: "infrastructure"${on && `, on: "${on}"`}) {
      qualification${anniversary && `(anniversary: "${anniversary}")`} { ${WINDOW} } }`);
    return (designation as { qualification: object }).qualification;
  };

  it('has the attained days of six months and the days until the last of them leaves the window', async () => {
    // Architects, networkers and specialists are linked since 31 July.
    expect(await window()).toEqual({
      ...{ from: '2026-03-01', to: '2026-08-01', renewalThrough: null, qualified: true, daysAttained: 2 },
      ...{ lastAttainedOn: '2026-08-01', daysLeft: 183, qualifiedThrough: '2027-01-31' },
    });
  });

  it('ends with the month of the anniversary and the renewal after it', async () => {
    expect(await window('', '2026-08-15')).toEqual({
      ...{ from: '2026-03-01', to: '2026-08-31', renewalThrough: '2026-09-14', qualified: true, daysAttained: 2 },
      ...{ lastAttainedOn: '2026-08-01', daysLeft: 44, qualifiedThrough: null },
    });
  });

  it('follows figures and holdings of each day, including future days', async () => {
    // Without the month for which low figures are planned, and until three of four administrators expire.
    expect(await window('2027-03-15')).toMatchObject({
      ...{ from: '2026-10-01', to: '2027-03-15', daysAttained: 75 + 37, lastAttainedOn: '2027-02-20' },
      ...{ qualifiedThrough: '2027-07-31', daysLeft: 138 },
    });
  });

  it('needs a fixed number of statements, for any number of designations and windows', async () => {
    const names = await statementsDuring(async () => {
      await ask(`designations { qualification { ${WINDOW} } other: qualification(anniversary: "2026-10-01") { ${WINDOW} }
        far: qualification(anniversary: "9999-12-31") { ${WINDOW} } near: qualification(anniversary: "1900-01-01") { to } }`);
    });
    expect(names.filter((name) => name === 'holders-fewer-by-day')).toHaveLength(1);
    expect(names.length).toBeLessThanOrEqual(4);
  });
});

describe('the day that feeds send for "never"', () => {
  const NEVER = 'nodes { expiresOn credential { code } }';
  const achievements = async () => {
    const { _entities } = expectNoErrors(await credits.entity('User', eternal, `achievements(first: 5) { ${NEVER} }`));
    return (_entities[0] as unknown as { achievements: { nodes: object[] } }).achievements.nodes;
  };

  it('is null in every field with a day of expiry, also where it was stored as it was sent', async () => {
    const expected = [{ expiresOn: null, credential: { code: 'AZ-NET' } }];
    expect(await achievements()).toEqual(expected);
    const kept = await credits.sql<{ count: number }>(
      `SELECT count(*)::integer FROM credits.achievement WHERE expires_on = '9999-12-31'`,
    );
    expect(kept).toEqual([{ count: 0 }]);
    // As earlier versions stored it.
    await credits.sql(`UPDATE credits.achievement SET expires_on = '9999-12-31' WHERE expires_on IS NULL`);
    expect(await achievements()).toEqual(expected);
    const { credits: list } = await ask(
      'credits(first: 100, orderBy: EXPIRES_ON_ASC) { nodes { achievement { expiresOn } } }',
    );
    const days = (list as { nodes: { achievement: { expiresOn: string | null } }[] }).nodes.map(
      ({ achievement }) => achievement.expiresOn,
    );
    expect(days.filter((day) => day === null)).toHaveLength(1);
    expect(days.at(-1)).toBeNull();
    credits.clock.set('2026-08-10T00:00:00.000Z');
    await published(credits, organizationId, '2026-08');
    const answer = expectNoErrors(
      await askReport(credits, organizationId, { fields: `rows(first: 100) { ${NEVER} }` }),
    );
    expect(JSON.stringify(answer)).not.toContain('9999');
    expect(JSON.stringify(answer)).toContain('"expiresOn":null');
  });
});

it('future and past days are the same before the holders of a list are counted, as after new rules', async () => {
  const fields = `risks(first: 100) { personRef designation pointsLost closesStep losesDesignation cause on together { personRef } }
    designations(on: "2027-03-15") { code qualification { daysAttained lastAttainedOn qualifiedThrough } }`;
  const counted = await ask(fields);
  expect(JSON.stringify(counted)).toContain('"daysAttained":112');
  for (const table of ['counted_list', 'holder_change', 'holder_change_daily', 'holder_change_monthly'])
    await credits.sql(`DELETE FROM credits.${table} WHERE organization_id = $1`, [organizationId]);
  expect(await ask(fields)).toEqual(counted);
});
