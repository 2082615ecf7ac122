import { randomUUID } from 'node:crypto';
import { userChanged } from '@app/events/user-changed';
import { expectNoErrors } from '@app/test-kit/graphql-client';
import { machine, operator, person, type TestCredits, testCredits } from '../../support/credits.js';
import { statementsDuring } from '../../support/statements.js';

let credits: TestCredits;
let organizationId: string;
const people = new Map<string, { id: string; personRef: string }>();
beforeAll(async () => {
  credits = await testCredits();
  organizationId = await credits.anOrganization();
  // Infrastructure, intermediate: the gate needs two administrators; networkers and hybrid administrators pay behind it.
  await join('ada', ['AZ-ADMIN', '2025-09-10'], ['AZ-NET', '2026-06-01']);
  await join('boris', ['AZ-ADMIN', '2026-05-01']);
  await join('clara', ['AZ-NET', '2025-12-24']);
  await credits.allCounted();
  const rows = await credits.sql<{ user_id: string; ref: string }>(
    'SELECT user_id, ref FROM credits.person_ref WHERE organization_id = $1',
    [organizationId],
  );
  for (const [name, { id }] of people) {
    people.set(name, { id, personRef: rows.find(({ user_id }) => user_id === id)?.ref ?? '' });
  }
});
afterAll(async () => credits.stop());

async function join(name: string, ...has: [code: string, on: string][]): Promise<void> {
  const user = await credits.aUser(organizationId, { displayName: name });
  people.set(name, { id: user.id, personRef: '' });
  const { profileId } = await credits.aLink(user);
  await credits.record(
    has.map(([credentialCode, on]) => ({ profileId, credentialCode, achievedAt: `${on}T08:00:00.000Z` })),
  );
}

type Answer = Record<string, unknown>;
async function ask(fields: string, caller = operator('reports:read.pii'), id = organizationId): Promise<Answer> {
  const data = expectNoErrors(await credits.entity('Organization', id, fields, caller));
  return data._entities[0] as unknown as Answer;
}
async function refusal(fields: string, caller = operator('reports:read.pii')) {
  const { errors } = await credits.entity('Organization', organizationId, fields, caller);
  return [errors?.[0]?.extensions?.code, errors?.[0]?.message];
}
const ref = (name: string) => people.get(name)?.personRef ?? '';
const infrastructure = (rows: unknown) =>
  (rows as { code?: string; designation?: string }[]).filter(
    (row) => (row.code ?? row.designation) === 'infrastructure',
  );

describe('forecast', () => {
  it('tells month by month what expires, at the rules of each month', async () => {
    const { forecast, designation } = await ask(
      'forecast(months: 6) { on designation skillingPoints attainable } designation(code: "infrastructure") { skillingPoints }',
    );
    const points = infrastructure(forecast) as unknown as { on: string; skillingPoints: number; attainable: boolean }[];
    const now = (designation as { skillingPoints: number }).skillingPoints;
    expect(now).toBeGreaterThan(0);
    // Ada's administrator ends after 10 September: the gate is a person short, and nothing behind it pays.
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

  it('says what a replay of the same day says', async () => {
    const { forecast } = await ask('forecast(months: 14) { on designation skillingPoints }');
    const points = forecast as { on: string; designation: string; skillingPoints: number }[];
    for (const on of new Set(points.map((point) => point.on))) {
      const { designations } = await ask(`designations(on: "${on}") { code skillingPoints }`);
      const ofDay = points
        .filter((point) => point.on === on)
        .map(({ designation, skillingPoints }) => [designation, skillingPoints]);
      expect(ofDay).toEqual(
        (designations as { code: string; skillingPoints: number }[]).map((one) => [one.code, one.skillingPoints]),
      );
    }
  });

  it('looks ahead 1 to 36 months', async () => {
    for (const months of [0, -1, 37, 2_147_483_647]) {
      expect(await refusal(`forecast(months: ${months}) { on }`)).toEqual(['BAD_USER_INPUT', 'months: 1 to 36.']);
    }
    const { forecast } = await ask('forecast(months: 36) { on designation }');
    expect(infrastructure(forecast)).toHaveLength(36);
  });
});

describe('risks', () => {
  const FIELDS = 'personRef person { id } designation pointsLost closesStep cause on';

  it('name who is the second of two, and the day on which what they hold expires', async () => {
    const { risks } = await ask(`risks { ${FIELDS} }`);
    const mine = infrastructure(risks) as unknown as {
      personRef: string;
      cause: string;
      closesStep: number;
      on: string;
    }[];
    const departures = mine.filter(({ cause }) => cause === 'DEPARTURE');
    expect(new Set(departures.map(({ personRef }) => personRef))).toEqual(
      new Set([ref('ada'), ref('boris'), ref('clara')]),
    );
    expect(departures.find(({ personRef }) => personRef === ref('boris'))).toMatchObject({ closesStep: 1, on: null });
    expect(mine).toContainEqual(
      expect.objectContaining({ personRef: ref('ada'), cause: 'EXPIRY', closesStep: 1, on: '2026-09-11' }),
    );
  });

  it('give the day of a departure that is announced', async () => {
    const { id } = people.get('boris') ?? { id: '' };
    const [user] = await credits.sql<{ version: number }>('SELECT version FROM credits.user_account WHERE id = $1', [
      id,
    ]);
    const invitedAt = '2025-01-01T00:00:00.000Z';
    const told = { id, organizationId, email: 'b@contoso.example', displayName: 'boris', roles: [], invitedAt };
    const leaving = { ...told, deletedAt: null, deactivatedAt: '2026-07-31T00:00:00.000Z', status: 'DEACTIVATED' };
    const version = (user?.version ?? 0) + 1;
    await credits.tell(userChanged.type, { ...leaving, version, leavesReportAt: '2026-08-10T00:00:00.000Z' });
    const { risks } = await ask(`risks { ${FIELDS} }`);
    expect(infrastructure(risks)).toContainEqual(
      expect.objectContaining({ personRef: ref('boris'), cause: 'DEPARTURE', on: '2026-08-10' }),
    );
    const back = { ...told, deletedAt: null, deactivatedAt: null, status: 'ACTIVE', leavesReportAt: null };
    await credits.tell(userChanged.type, { ...back, version: version + 1 });
  });

  it('name people to those who may see names, to others by personRef alone', async () => {
    for (const [caller, names] of [
      [person(randomUUID(), organizationId, ['PARTNER_ADMIN']), true],
      [person(randomUUID(), organizationId, ['REPORT_VIEWER']), false],
      [machine(organizationId, 'reports:read'), false],
    ] as const) {
      const { risks } = await ask(`risks(first: 5) { ${FIELDS} }`, caller);
      for (const risk of risks as { person: unknown }[]) expect(risk.person !== null).toBe(names);
    }
  });

  it('are cut after the first', async () => {
    const { risks } = await ask('risks(first: 2) { pointsLost }');
    expect(risks).toHaveLength(2);
    expect((await refusal('risks(first: 101) { pointsLost }'))[0]).toBe('BAD_USER_INPUT');
  });
});

describe('simulate', () => {
  const score = async (input: string) => {
    const { simulate } = await ask(
      `simulate(input: ${input}) { code skillingPoints metrics { code steps { step peopleHave people(first: 10) } } }`,
    );
    return infrastructure(simulate)[0] as unknown as {
      skillingPoints: number;
      metrics: { code: string; steps: { step: number; peopleHave: number; people: string[] }[] }[];
    };
  };
  const stepOf = (result: Awaited<ReturnType<typeof score>>, step: number) =>
    result.metrics.find(({ code }) => code === 'intermediate')?.steps.find((one) => one.step === step);

  it('says what would be if somebody left, and changes nothing', async () => {
    const before = await ask('designations { code scoreExact }');
    const without = await score(`{ leave: ["${ref('boris')}"] }`);
    expect(without.skillingPoints).toBe(0);
    expect(stepOf(without, 1)).toMatchObject({ peopleHave: 1, people: [ref('ada')] });
    expect(await ask('designations { code scoreExact }')).toEqual(before);
  });

  it('says what would be if people earned credentials, imaginary ones too', async () => {
    const now = await score('{}');
    const more = await score(
      `{ gain: [{ credentialCode: "AZ-NET" }, { personRef: "${ref('boris')}", credentialCode: "AZ-NET" }] }`,
    );
    expect(more.skillingPoints).toBeGreaterThan(now.skillingPoints);
    const [was, is] = [now, more].map((result) => stepOf(result, 2)?.peopleHave ?? 0);
    expect((is ?? 0) - (was ?? 0)).toBe(2);
    expect(stepOf(more, 2)?.people.slice(-2).sort()).toEqual([ref('boris'), 'new-1'].sort());
  });

  it('counts nobody twice who gains what they hold', async () => {
    const same = await score(`{ gain: [{ personRef: "${ref('clara')}", credentialCode: "AZ-NET" }] }`);
    expect(same).toEqual(await score('{}'));
  });

  it('looks at any day', async () => {
    const later = await score('{ on: "2026-10-01", gain: [{ credentialCode: "AZ-ADMIN" }] }');
    expect(later.skillingPoints).toBeGreaterThan(0);
    expect((await score('{ on: "2026-10-01" }')).skillingPoints).toBe(0);
  });

  it('refuses what it cannot mean', async () => {
    const cases = [
      ['{ leave: ["nobody"] }', 'personRef: the organisation knows nobody as "nobody".'],
      ['{ leave: ["new-1"] }', 'personRef: the organisation knows nobody as "new-1".'],
      ['{ gain: [{ credentialCode: "NO-SUCH" }] }', 'gain[0].credentialCode: the catalogue has no such credential.'],
      [
        `{ gain: [{ personRef: "${ref('ada')}", credentialCode: "AZ-NET" }], leave: ["${ref('ada')}"] }`,
        'leave: somebody who gains a credential cannot leave too.',
      ],
      [`{ leave: [${'"x",'.repeat(1_001)}] }`, 'leave: at most 1000 people.'],
    ] as const;
    for (const [input, message] of cases) {
      expect(await refusal(`simulate(input: ${input}) { code }`)).toEqual(['BAD_USER_INPUT', message]);
    }
  });

  it('knows nobody of another organisation', async () => {
    const other = await credits.anOrganization();
    const { errors } = await credits.entity(
      'Organization',
      other,
      `simulate(input: { leave: ["${ref('ada')}"] }) { code }`,
    );
    expect(errors?.[0]?.extensions?.code).toBe('BAD_USER_INPUT');
  });

  it('lists as many people of a step as are asked for, also when many of the first leave', async () => {
    const other = await credits.anOrganization();
    const items = await Promise.all(
      Array.from({ length: 105 }, async () => {
        const { profileId } = await credits.aLink(await credits.aUser(other));
        return { profileId, credentialCode: 'AZ-ADMIN', achievedAt: '2026-05-01T08:00:00.000Z' };
      }),
    );
    await credits.record(items);
    await credits.allCounted();
    const steps = 'metrics { steps { people(first: 100) } }';
    type Steps = { metrics: { steps: { people: string[] }[] }[] };
    const firstOf = (answer: unknown) => (answer as Steps).metrics.flatMap((metric) => metric.steps)[0]?.people ?? [];
    const before = firstOf(
      (await ask(`designation(code: "infrastructure") { ${steps} }`, undefined, other)).designation,
    );
    const leave = JSON.stringify(before.slice(0, 5));
    const { simulate } = await ask(`simulate(input: { leave: ${leave} }) { code ${steps} }`, undefined, other);
    const after = firstOf(infrastructure(simulate)[0]);
    expect(after).toHaveLength(100);
    expect(after.slice(0, 95)).toEqual(before.slice(5));
  });
});

describe('cheapestPath', () => {
  const PATH = '{ personRef credential { code } pointsGained }';
  type Step = { personRef: string | null; credential: { code: string }; pointsGained: number };

  it('leads to the skilling maximum, and its steps add up to what is missing', async () => {
    const answer = await ask(
      `designation(code: "infrastructure") { skillingPoints skillingMax } cheapestPath(designation: "infrastructure") ${PATH}`,
    );
    const { skillingPoints, skillingMax } = answer.designation as { skillingPoints: number; skillingMax: number };
    const path = answer.cheapestPath as Step[];
    const gained = path.reduce((sum, step) => sum + step.pointsGained, 0);
    expect(gained).toBeCloseTo(skillingMax - skillingPoints, 9);
  });

  it('is what simulate says it is', async () => {
    const { cheapestPath: path } = await ask(`cheapestPath(designation: "infrastructure") ${PATH}`);
    const gain = (path as Step[])
      .map(
        ({ personRef, credential }) =>
          `{ ${personRef ? `personRef: "${personRef}", ` : ''}credentialCode: "${credential.code}" }`,
      )
      .join(', ');
    const { simulate } = await ask(`simulate(input: { gain: [${gain}] }) { code skillingPoints skillingMax }`);
    const [reached] = infrastructure(simulate) as unknown as { skillingPoints: number; skillingMax: number }[];
    expect(reached?.skillingPoints).toBe(reached?.skillingMax);
  });

  it('names people of the organisation, each once, as long as there are any who add as much', async () => {
    const { cheapestPath: path } = await ask(`cheapestPath(designation: "infrastructure") ${PATH}`);
    const named = (path as Step[]).flatMap(({ personRef }) => personRef ?? []);
    expect(new Set(named).size).toBe(named.length);
    for (const name of named) expect([...people.values()].map(({ personRef }) => personRef)).toContain(name);
  });

  it('names nobody who is about to leave, and nobody who is linked elsewhere than at the source of the credential', async () => {
    const other = await credits.anOrganization();
    const leaver = await credits.aUser(other, { status: 'DEACTIVATED', leavesReportAt: '2026-09-10T00:00:00.000Z' });
    await credits.aLink(leaver);
    await credits.aLink(await credits.aUser(other), { source: 'PARTNER_UNIVERSITY' });
    const namedIn = async () => {
      const { cheapestPath } = await ask(`cheapestPath(designation: "infrastructure") ${PATH}`, undefined, other);
      return (cheapestPath as Step[]).flatMap(({ personRef }) => personRef ?? []);
    };
    expect(await namedIn()).toEqual([]);
    await credits.aLink(await credits.aUser(other));
    expect(await namedIn()).toHaveLength(1);
  });

  it('is empty where the points are there already', async () => {
    expect((await ask(`cheapestPath(designation: "infrastructure", skillingPoints: 1) ${PATH}`)).cheapestPath).toEqual(
      [],
    );
  });

  it('refuses designations and points that the rules do not have', async () => {
    expect((await refusal(`cheapestPath(designation: "no-such") ${PATH}`))[0]).toBe('BAD_USER_INPUT');
    for (const points of [0, -1, 40.5, 1e300]) {
      expect((await refusal(`cheapestPath(designation: "infrastructure", skillingPoints: ${points}) ${PATH}`))[0]).toBe(
        'BAD_USER_INPUT',
      );
    }
  });
});

const ALL = `forecast { on } risks { personRef } simulate(input: {}) { code } cheapestPath(designation: "infrastructure") { pointsGained }`;

it('answers nobody without a role, and nobody of another organisation', async () => {
  const strangers = [person(randomUUID(), organizationId), person(randomUUID(), organizationId, ['ACCOUNT_ADMIN'])];
  for (const caller of strangers) {
    const { data, errors } = await credits.entity('Organization', organizationId, ALL, caller);
    expect(errors?.map(({ extensions }) => extensions?.code)).toEqual(Array(4).fill('FORBIDDEN'));
    expect(data?._entities).toEqual([{ forecast: null, risks: null, simulate: null, cheapestPath: null }]);
  }
  const other = person(randomUUID(), await credits.anOrganization(), ['GLOBAL_ADMIN']);
  expect((await credits.entity('Organization', organizationId, ALL, other)).data?._entities).toEqual([null]);
});

it('answers an organisation without people', async () => {
  const empty = await credits.anOrganization();
  const answer = await ask(ALL, operator('reports:read'), empty);
  expect(answer).toMatchObject({ risks: [] });
});

it('asks the database a fixed number of questions, whatever is asked', async () => {
  const names = await statementsDuring(async () => {
    await ask(ALL);
  });
  expect(new Set(names).size).toBe(names.length);
  expect(names.length).toBeLessThanOrEqual(8);
});
