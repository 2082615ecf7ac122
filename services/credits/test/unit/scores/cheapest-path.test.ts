import fc from 'fast-check';
import { cheapestPath } from '../../../src/scores/domain/cheapest-path.js';
import { isWithinReach } from '../../../src/scores/domain/offer.js';
import { obstaclesTo } from '../../../src/scores/domain/path-obstacle.js';

import { byTrying, catalog, MOST_EXAMS, on, stage, taken, world } from '../../support/path-world.js';

const find = (of: ReturnType<typeof stage>, atOnce?: { lists: number; states: number }) =>
  cheapestPath(of.areas, of.ruleSet, of.facts, of.goal, of.colleagues, atOnce);

it('takes the fewest exams, then the fewest people, of all ways: to attained or the maximum, of one or two designations', () => {
  fc.assert(
    fc.property(world, (given) => {
      const of = stage(given);
      const path = find(of);
      const best = byTrying(of);
      if (path) expect(of.reached(taken(of, path))).toBe(true);
      if (path && path.exams <= MOST_EXAMS) expect(best).toEqual({ exams: path.exams, people: path.people });
      else expect(best).toBeUndefined();
    }),
    { numRuns: 40 },
  );
});

it('takes the fewest exams when there are too many lists to cover together', () => {
  fc.assert(
    fc.property(world, (given) => {
      const of = stage({
        ...given,
        areas: given.areas.map((one) => ({ ...one, trackPolicy: { mode: 'single' } })) as never,
      });
      const [together, apart] = [find(of), find(of, { lists: 0, states: 0 })];
      if (apart) expect(of.reached(taken(of, apart))).toBe(true);
      expect(apart?.exams).toBe(together?.exams);
      if (together && apart) expect(apart.people).toBeGreaterThanOrEqual(together.people);
    }),
    { numRuns: 30 },
  );
});

it('reports obstacles exactly when no path leads to the goal', () => {
  fc.assert(
    fc.property(world, (given) => {
      const of = stage(given);
      const obstacles = obstaclesTo(of.areas, of.ruleSet, of.facts, of.goal, of.colleagues);
      expect(obstacles.length > 0).toBe(find(of) === undefined);
    }),
    { numRuns: 60 },
  );
});

it('offers in gaps what people can still earn, and nothing whose prerequisites have all retired', () => {
  const reach = (code: string, holders: number) => isWithinReach(code, catalog, on, () => holders);
  expect(['A', 'OLD', 'EXPERT', 'MASTER', 'LATE'].map((code) => reach(code, 0))).toEqual([
    true,
    false,
    true,
    true,
    false,
  ]);
  expect(reach('LATE', 1)).toBe(true);
});
