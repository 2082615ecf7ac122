import { type ForesightStage, foresightStage, infrastructure } from '../../support/foresight.js';

let stage: ForesightStage;
beforeAll(async () => {
  stage = await foresightStage();
});
afterAll(() => stage.credits.stop());

describe('simulate', () => {
  const score = async (input: string) => {
    const { simulate } = await stage.ask(
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
    const before = await stage.ask('designations { code scoreExact }');
    const without = await score(`{ leave: ["${stage.ref('boris')}"] }`);
    expect(without.skillingPoints).toBe(0);
    expect(stepOf(without, 1)).toMatchObject({ peopleHave: 1, people: [stage.ref('ada')] });
    expect(await stage.ask('designations { code scoreExact }')).toEqual(before);
  });

  it('says what would be if people earned credentials, imaginary ones too', async () => {
    const now = await score('{}');
    const more = await score(
      `{ gain: [{ credentialCode: "AZ-NET" }, { personRef: "${stage.ref('boris')}", credentialCode: "AZ-NET" }] }`,
    );
    expect(more.skillingPoints).toBeGreaterThan(now.skillingPoints);
    const [was, is] = [now, more].map((result) => stepOf(result, 2)?.peopleHave ?? 0);
    expect((is ?? 0) - (was ?? 0)).toBe(2);
    expect(stepOf(more, 2)?.people.slice(-2).sort()).toEqual([stage.ref('boris'), 'new-1'].sort());
  });

  it('counts nobody twice who gains what they hold', async () => {
    const same = await score(`{ gain: [{ personRef: "${stage.ref('clara')}", credentialCode: "AZ-NET" }] }`);
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
        `{ gain: [{ personRef: "${stage.ref('ada')}", credentialCode: "AZ-NET" }], leave: ["${stage.ref('ada')}"] }`,
        'leave: somebody who gains a credential cannot leave too.',
      ],
      [`{ leave: [${'"x",'.repeat(1_001)}] }`, 'leave: at most 1000 people.'],
    ] as const;
    for (const [input, message] of cases) {
      expect(await stage.refusal(`simulate(input: ${input}) { code }`)).toEqual(['BAD_USER_INPUT', message]);
    }
  });

  it('knows nobody of another organisation', async () => {
    const other = await stage.credits.anOrganization();
    const { errors } = await stage.credits.entity(
      'Organization',
      other,
      `simulate(input: { leave: ["${stage.ref('ada')}"] }) { code }`,
    );
    expect(errors?.[0]?.extensions?.code).toBe('BAD_USER_INPUT');
  });

  it('lists as many people of a step as are asked for, also when many of the first leave', async () => {
    const other = await stage.credits.anOrganization();
    const items = await Promise.all(
      Array.from({ length: 105 }, async () => {
        const { profileId } = await stage.credits.aLink(await stage.credits.aUser(other));
        return { profileId, credentialCode: 'AZ-ADMIN', achievedAt: '2026-05-01T08:00:00.000Z' };
      }),
    );
    await stage.credits.record(items);
    await stage.credits.allCounted();
    const steps = 'metrics { steps { people(first: 100) } }';
    type Steps = { metrics: { steps: { people: string[] }[] }[] };
    const firstOf = (answer: unknown) => (answer as Steps).metrics.flatMap((metric) => metric.steps)[0]?.people ?? [];
    const before = firstOf(
      (await stage.ask(`designation(code: "infrastructure") { ${steps} }`, undefined, other)).designation,
    );
    const leave = JSON.stringify(before.slice(0, 5));
    const { simulate } = await stage.ask(`simulate(input: { leave: ${leave} }) { code ${steps} }`, undefined, other);
    const after = firstOf(infrastructure(simulate)[0]);
    expect(after).toHaveLength(100);
    expect(after.slice(0, 95)).toEqual(before.slice(5));
  });
});

describe('cheapestPath', () => {
  const PATH = '{ personRef credential { code } pointsGained }';
  type Step = { personRef: string | null; credential: { code: string }; pointsGained: number };

  it('leads to the skilling maximum, and its steps add up to what is missing', async () => {
    const answer = await stage.ask(
      `designation(code: "infrastructure") { skillingPoints skillingMax } cheapestPath(designation: "infrastructure") ${PATH}`,
    );
    const { skillingPoints, skillingMax } = answer.designation as { skillingPoints: number; skillingMax: number };
    const path = answer.cheapestPath as Step[];
    const gained = path.reduce((sum, step) => sum + step.pointsGained, 0);
    expect(gained).toBeCloseTo(skillingMax - skillingPoints, 9);
  });

  it('is what simulate says it is', async () => {
    const { cheapestPath: path } = await stage.ask(`cheapestPath(designation: "infrastructure") ${PATH}`);
    const gain = (path as Step[])
      .map(
        ({ personRef, credential }) =>
          `{ ${personRef ? `personRef: "${personRef}", ` : ''}credentialCode: "${credential.code}" }`,
      )
      .join(', ');
    const { simulate } = await stage.ask(`simulate(input: { gain: [${gain}] }) { code skillingPoints skillingMax }`);
    const [reached] = infrastructure(simulate) as unknown as { skillingPoints: number; skillingMax: number }[];
    expect(reached?.skillingPoints).toBe(reached?.skillingMax);
  });

  it('names people of the organisation, each once, as long as there are any who add as much', async () => {
    const { cheapestPath: path } = await stage.ask(`cheapestPath(designation: "infrastructure") ${PATH}`);
    const named = (path as Step[]).flatMap(({ personRef }) => personRef ?? []);
    expect(new Set(named).size).toBe(named.length);
    for (const name of named) expect([...stage.people.values()].map(({ personRef }) => personRef)).toContain(name);
  });

  it('names nobody who is about to leave, and nobody who is linked elsewhere than at the source of the credential', async () => {
    const other = await stage.credits.anOrganization();
    const leaver = await stage.credits.aUser(other, {
      status: 'DEACTIVATED',
      leavesReportAt: '2026-09-10T00:00:00.000Z',
    });
    await stage.credits.aLink(leaver);
    await stage.credits.aLink(await stage.credits.aUser(other), { source: 'PARTNER_UNIVERSITY' });
    const namedIn = async () => {
      const { cheapestPath } = await stage.ask(`cheapestPath(designation: "infrastructure") ${PATH}`, undefined, other);
      return (cheapestPath as Step[]).flatMap(({ personRef }) => personRef ?? []);
    };
    expect(await namedIn()).toEqual([]);
    await stage.credits.aLink(await stage.credits.aUser(other));
    expect(await namedIn()).toHaveLength(1);
  });

  it('is empty where the points are there already', async () => {
    expect(
      (await stage.ask(`cheapestPath(designation: "infrastructure", skillingPoints: 1) ${PATH}`)).cheapestPath,
    ).toEqual([]);
  });

  it('refuses designations and points that the rules do not have', async () => {
    expect((await stage.refusal(`cheapestPath(designation: "no-such") ${PATH}`))[0]).toBe('BAD_USER_INPUT');
    for (const points of [0, -1, 40.5, 1e300]) {
      expect(
        (await stage.refusal(`cheapestPath(designation: "infrastructure", skillingPoints: ${points}) ${PATH}`))[0],
      ).toBe('BAD_USER_INPUT');
    }
  });
});
