import { listedOn } from '../../../src/rules/domain/credential-list.js';
import { type Area, type RuleSet, ruleSetOn } from '../../../src/rules/domain/rule-set.js';
import { loadRules } from '../../../src/rules/store/load-rules.js';
import { type Colleague, cheapestPath } from '../../../src/scores/domain/cheapest-path.js';
import type { PathGoal } from '../../../src/scores/domain/path-goal.js';
import { obstaclesTo } from '../../../src/scores/domain/path-obstacle.js';
import { parseFraction, whole } from '../../../src/values/domain/fraction.js';

import { LEARN, on } from '../../support/path-world.js';

describe('cheapestPath by the rules in force', () => {
  const { catalog: real, ruleSets } = loadRules();
  const ruleSet = ruleSetOn(ruleSets, on) as RuleSet;
  const areaOf = (id: string) => ruleSet.areas.find((one) => one.id === id) as Area;
  const facts = { catalog: real, on, holders: () => 0, figures: [] };
  const plan = (ids: string[], goal: PathGoal, held: string[][] = []) => {
    const colleagues = held.map((codesHeld, index): Colleague => {
      return { personRef: `p${index}`, held: new Set(codesHeld), sources: LEARN };
    });
    const holders = (list: Parameters<typeof listedOn>[0]) =>
      colleagues.filter((one) => listedOn(list, on).some((code) => one.held.has(code))).length;
    return cheapestPath(ids.map(areaOf), ruleSet, { ...facts, holders }, goal, colleagues);
  };

  it('leaves the expert credential to people who hold its prerequisite', () => {
    const path = plan(['data-ai'], { kind: 'POINTS', points: whole(4) }, [['AZ-ADMIN'], ['AZ-ADMIN'], [], []]);
    const experts = path?.steps
      .filter(({ offer }) => offer.code === 'AZ-ARCH')
      .map(({ colleague: who }) => who?.personRef);
    expect(experts?.sort()).toEqual(['p0', 'p1']);
    expect(path).toMatchObject({ exams: 3, people: 2 });
  });

  it('fills a gate that two designations share once', () => {
    const both = plan(['infrastructure', 'digital-app-innovation'], { kind: 'MAXIMUM' });
    const gates = both?.steps.filter(({ offer }) => ['AZ-ADMIN', 'AZ-ARCH'].includes(offer.code));
    expect(gates).toHaveLength(4);
    expect(both).toMatchObject({ exams: 24, people: 5 });
  });

  it('takes the certification with one exam of two that count the same', () => {
    const path = plan(['infrastructure'], { kind: 'MAXIMUM' });
    expect(path?.steps.map(({ offer }) => offer.code)).not.toContain('WS-HYBRID');
  });

  it('finds the path to all designations together from nothing', () => {
    const all = ruleSet.areas.map(({ id }) => id);
    const path = plan(all, { kind: 'MAXIMUM' });
    expect(path?.people).toBe(10);
    expect(path?.exams).toBe(path?.steps.reduce((sum, { offer }) => sum + offer.exams, 0));
    expect(path?.exams).toBeLessThanOrEqual(77);
  });

  it('names the figure that credentials do not change', () => {
    const chosen = areaOf('security');
    expect(obstaclesTo([chosen], ruleSet, facts, { kind: 'ATTAINED' }, [])).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ reason: 'METRIC_AT_ZERO', metric: 'netCustomerAdds' }),
        expect.objectContaining({ reason: 'SCORE_TOO_LOW', metric: null, pointsMissing: parseFraction('30') }),
      ]),
    );
  });
});
