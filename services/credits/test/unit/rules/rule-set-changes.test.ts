import type { RuleSet } from '../../../src/rules/domain/rule-set.js';
import { changesBetween } from '../../../src/rules/domain/rule-set-changes.js';
import { loadRules } from '../../../src/rules/store/load-rules.js';
import { type Day, parseDay } from '../../../src/values/domain/day.js';

const [newer, older] = loadRules().ruleSets as [RuleSet, RuleSet];
const on = parseDay('2026-07-01') as Day;

it('finds no change between a version and itself', () => {
  expect(changesBetween(newer, newer, on)).toEqual([]);
});

it('lists the changes area by area, credentials one by one', () => {
  const changes = changesBetween(older, newer, on);
  expect(changes.map(({ area }) => area)).toContain('data-ai');
  const ofDataAi = changes.find(({ area }) => area === 'data-ai')?.changes ?? [];
  expect(ofDataAi).toContain('track: single → SMB from smbCustomerPercent 80, else ENTERPRISE');
  expect(ofDataAi.some((line) => /^intermediate ENTERPRISE step \d credentials: .*\+FAB-AE/.test(line))).toBe(true);
});

it('swaps before and after when the versions are swapped', () => {
  const there = changesBetween(older, newer, on).flatMap(({ changes }) => changes);
  const back = changesBetween(newer, older, on).flatMap(({ changes }) => changes);
  expect(back).toHaveLength(there.length);
});

it('reports an area that only one version has', () => {
  const without = { ...newer, areas: newer.areas.slice(1) };
  expect(changesBetween(without, newer, on)).toMatchObject([{ area: 'data-ai' }]);
});
