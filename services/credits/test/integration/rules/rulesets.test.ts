import { randomUUID } from 'node:crypto';
import { errorCode, expectNoErrors } from '@app/test-kit/graphql-client';
import { namedOn } from '../../../src/rules/domain/rule-set.js';
import { loadRules } from '../../../src/rules/store/load-rules.js';
import { operator, person, type TestCredits, testCredits } from '../../support/credits.js';

let credits: TestCredits;
beforeAll(async () => {
  credits = await testCredits({ workers: false });
});
afterAll(async () => credits.stop());

const QUERY = '{ rulesets { id effectiveFrom effectiveTo } }';

it('lists the rule sets, newest first', async () => {
  const data = expectNoErrors(await (await credits.as(operator())).execute(QUERY));
  expect(data.rulesets).toEqual([
    { id: '2026-07', effectiveFrom: '2026-07-01', effectiveTo: null },
    { id: '2023-10', effectiveFrom: '2023-10-01', effectiveTo: '2026-07-01' },
  ]);
});

describe('the content of a rule set', () => {
  const CONTENT = `{ id requiredScore everyMetricAbove designations { code title
    track { choice threshold { figure atLeast } reached otherwise tie }
    metrics { code title category max tracks { track combination gate { figure atLeast } figures { figure fullAt fullAtExact }
      steps { step from until people requires isGate pointsPerPerson pointsPerPersonExact maxPoints
        credentials { from until credential { code } } } } } } }`;
  type Content = { code: string; metrics: { code: string; tracks: { track: string; steps: object[] }[] }[] };
  const content = async (id: string) => {
    const member = person(randomUUID(), randomUUID());
    return expectNoErrors(await (await credits.as(member)).execute(`{ ruleset(id: "${id}") ${CONTENT} }`)).ruleset as {
      designations: Content[];
    } | null;
  };

  it('has designations, metrics, steps, gates, credentials and thresholds as data, for every member', async () => {
    const rules = await content('2026-07');
    expect(rules).toMatchObject({ id: '2026-07', requiredScore: 70, everyMetricAbove: 0 });
    expect(rules?.designations.map(({ code }) => code)).toEqual([
      ...['data-ai', 'infrastructure', 'digital-app-innovation', 'business-applications', 'modern-work', 'security'],
    ]);
    const security = rules?.designations.find(({ code }) => code === 'security');
    expect(security).toMatchObject({
      track: { choice: 'BEST_OF_AREA', threshold: null, reached: null, otherwise: null },
    });
    const skilling = security?.metrics.find(({ code }) => code === 'intermediate');
    expect(skilling).toMatchObject({ title: 'Intermediate', category: 'SKILLING', max: 40 });
    expect(skilling?.tracks.map(({ track }) => track)).toEqual(['ENTERPRISE', 'SMB']);
    expect(skilling?.tracks[0]?.steps).toMatchObject([
      { step: 1, people: 2, requires: [], isGate: true, pointsPerPerson: 0, maxPoints: null },
      { step: 2, people: 2, requires: [], isGate: true, pointsPerPerson: 0 },
      { step: 3, people: 1, requires: [1, 2], isGate: false, pointsPerPersonExact: '20/3', maxPoints: null },
    ]);
    expect(skilling?.tracks[1]?.steps).toMatchObject([{ pointsPerPerson: 4, maxPoints: 4 }, { maxPoints: 4 }, {}]);
    const infrastructure = rules?.designations.find(({ code }) => code === 'infrastructure');
    expect(infrastructure).toMatchObject({
      track: {
        choice: 'CLASSIFIED',
        threshold: { figure: 'smbCustomerPercent', atLeast: 80 },
        reached: 'SMB',
        otherwise: 'ENTERPRISE',
      },
    });
    expect(infrastructure?.metrics.find(({ code }) => code === 'usageGrowth')?.tracks[0]).toMatchObject({
      ...{ combination: 'BEST', gate: { figure: 'totalAcrUsd', atLeast: 1000 }, steps: [] },
      figures: [{ figure: 'usageGrowth.growthPercent', fullAt: 20, fullAtExact: '20' }],
    });
  });

  it('has the days from and until which a step or a credential applies', async () => {
    const security = (await content('2023-10'))?.designations.find(({ code }) => code === 'security');
    const steps = security?.metrics.find(({ code }) => code === 'intermediate')?.tracks[0]?.steps ?? [];
    const spans = steps.map((step) => [(step as { from: unknown }).from, (step as { until: unknown }).until]);
    expect(spans).toContainEqual([null, '2023-12-01']);
    expect(spans).toContainEqual(['2023-12-01', null]);
  });

  it('names every credential that the rule set names, on both tracks', async () => {
    const { ruleSets } = loadRules();
    for (const ruleSet of ruleSets) {
      const listed = new Set(JSON.stringify(await content(ruleSet.id)).match(/"code":"[A-Z0-9:-]+"/g));
      for (const code of namedOn(ruleSet, ruleSet.effectiveFrom)) expect(listed).toContain(`"code":"${code}"`);
    }
  });

  it('is null for an id that no version has', async () => {
    expect(await content('1999-01')).toBeNull();
  });
});

it('rejects callers who are not signed in or unknown', async () => {
  expect(errorCode(await (await credits.as({ kind: 'anonymous' })).execute(QUERY))).toBe('UNAUTHENTICATED');
  expect(errorCode(await (await credits.as({ kind: 'unknown-account' })).execute(QUERY))).toBe('FORBIDDEN');
});
