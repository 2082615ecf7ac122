import { randomUUID } from 'node:crypto';
import { userChanged } from '@app/events/user-changed';
import { machine, operator, person } from '../../support/credits.js';
import { type ForesightStage, foresightStage, infrastructure } from '../../support/foresight.js';
import { statementsDuring } from '../../support/statements.js';

let stage: ForesightStage;
beforeAll(async () => {
  stage = await foresightStage();
});
afterAll(() => stage.credits.stop());

describe('forecast', () => {
  it('shows the expiries of each month by the rules of that month', async () => {
    const { forecast, designation } = await stage.ask(
      'forecast(months: 6) { on designation skillingPoints attainable } designation(code: "infrastructure") { skillingPoints }',
    );
    const points = infrastructure(forecast) as unknown as { on: string; skillingPoints: number; attainable: boolean }[];
    const now = (designation as { skillingPoints: number }).skillingPoints;
    expect(now).toBeGreaterThan(0);
    // Ada's administrator ends after 10 September: the gate lacks a person, and nothing behind it pays.
    expect(points.map(({ on, skillingPoints }) => [on, skillingPoints])).toEqual([
      ['2026-09-01', now],
      ['2026-10-01', 0],
      ['2026-11-01', 0],
      ['2026-12-01', 0],
      ['2027-01-01', 0],
      ['2027-02-01', 0],
    ]);
    expect(points.at(-1)?.attainable).toBe(false);
  });

  it('equals a replay of the same day', async () => {
    const { forecast } = await stage.ask('forecast(months: 14) { on designation skillingPoints }');
    const points = forecast as { on: string; designation: string; skillingPoints: number }[];
    for (const on of new Set(points.map((point) => point.on))) {
      const { designations } = await stage.ask(`designations(on: "${on}") { code skillingPoints }`);
      const ofDay = points
        .filter((point) => point.on === on)
        .map(({ designation, skillingPoints }) => [designation, skillingPoints]);
      expect(ofDay).toEqual(
        (designations as { code: string; skillingPoints: number }[]).map((one) => [one.code, one.skillingPoints]),
      );
    }
  });

  it('accepts 1 to 36 months', async () => {
    for (const months of [0, -1, 37, 2_147_483_647]) {
      expect(await stage.refusal(`forecast(months: ${months}) { on }`)).toEqual(['BAD_USER_INPUT', 'months: 1 to 36.']);
    }
    const { forecast } = await stage.ask('forecast(months: 36) { on designation }');
    expect(infrastructure(forecast)).toHaveLength(36);
  });
});

describe('risks', () => {
  const FIELDS = 'personRef person { id } designation pointsLost closesStep cause on';

  it('name the second of two holders, and the day on which what they hold expires', async () => {
    const { risks } = await stage.ask(`risks { ${FIELDS} }`);
    const mine = infrastructure(risks) as unknown as {
      personRef: string;
      cause: string;
      closesStep: number;
      on: string;
    }[];
    const departures = mine.filter(({ cause }) => cause === 'DEPARTURE');
    expect(new Set(departures.map(({ personRef }) => personRef))).toEqual(
      new Set([stage.ref('ada'), stage.ref('boris'), stage.ref('clara')]),
    );
    expect(departures.find(({ personRef }) => personRef === stage.ref('boris'))).toMatchObject({
      closesStep: 1,
      on: null,
    });
    expect(mine).toContainEqual(
      expect.objectContaining({ personRef: stage.ref('ada'), cause: 'EXPIRY', closesStep: 1, on: '2026-09-11' }),
    );
  });

  it('show the drop date of a leaver', async () => {
    const { id } = stage.people.get('boris') ?? { id: '' };
    const [user] = await stage.credits.sql<{ version: number }>(
      'SELECT version FROM credits.user_account WHERE id = $1',
      [id],
    );
    const invitedAt = '2025-01-01T00:00:00.000Z';
    const told = {
      id,
      organizationId: stage.organizationId,
      email: 'b@contoso.example',
      displayName: 'boris',
      roles: [],
      invitedAt,
    };
    const leaving = { ...told, deletedAt: null, deactivatedAt: '2026-07-31T00:00:00.000Z', status: 'DEACTIVATED' };
    const version = (user?.version ?? 0) + 1;
    await stage.credits.tell(userChanged.type, { ...leaving, version, leavesReportAt: '2026-08-10T00:00:00.000Z' });
    const { risks } = await stage.ask(`risks { ${FIELDS} }`);
    expect(infrastructure(risks)).toContainEqual(
      expect.objectContaining({ personRef: stage.ref('boris'), cause: 'DEPARTURE', on: '2026-08-10' }),
    );
    const back = { ...told, deletedAt: null, deactivatedAt: null, status: 'ACTIVE', leavesReportAt: null };
    await stage.credits.tell(userChanged.type, { ...back, version: version + 1 });
  });

  it('name people to callers who may see names, to others by personRef only', async () => {
    for (const [caller, names] of [
      [person(randomUUID(), stage.organizationId, ['PARTNER_ADMIN']), true],
      [person(randomUUID(), stage.organizationId, ['REPORT_VIEWER']), false],
      [machine(stage.organizationId, 'reports:read'), false],
    ] as const) {
      const { risks } = await stage.ask(`risks(first: 5) { ${FIELDS} }`, caller);
      for (const risk of risks as { person: unknown }[]) expect(risk.person !== null).toBe(names);
    }
  });

  it('return at most the first requested', async () => {
    const { risks } = await stage.ask('risks(first: 2) { pointsLost }');
    expect(risks).toHaveLength(2);
    expect((await stage.refusal('risks(first: 101) { pointsLost }'))[0]).toBe('BAD_USER_INPUT');
  });
});

const ALL = `forecast { on } risks { personRef } simulate(input: {}) { code } cheapestPath(designation: "infrastructure") { pointsGained }`;

it('are denied to callers without a role, and null for another organization', async () => {
  const strangers = [
    person(randomUUID(), stage.organizationId),
    person(randomUUID(), stage.organizationId, ['ACCOUNT_ADMIN']),
  ];
  for (const caller of strangers) {
    const { data, errors } = await stage.credits.entity('Organization', stage.organizationId, ALL, caller);
    expect(errors?.map(({ extensions }) => extensions?.code)).toEqual(Array(4).fill('FORBIDDEN'));
    expect(data?._entities).toEqual([{ forecast: null, risks: null, simulate: null, cheapestPath: null }]);
  }
  const other = person(randomUUID(), await stage.credits.anOrganization(), ['GLOBAL_ADMIN']);
  expect((await stage.credits.entity('Organization', stage.organizationId, ALL, other)).data?._entities).toEqual([
    null,
  ]);
});

it('returns answers for an organization without people', async () => {
  const empty = await stage.credits.anOrganization();
  const answer = await stage.ask(ALL, operator('reports:read'), empty);
  expect(answer).toMatchObject({ risks: [] });
});

it('needs a fixed number of statements', async () => {
  const names = await statementsDuring(async () => {
    await stage.ask(ALL);
  });
  expect(new Set(names).size).toBe(names.length);
  expect(names.length).toBeLessThanOrEqual(8);
});
