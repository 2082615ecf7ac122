import { reasonsOf } from '../../../src/credits/domain/contribution.js';
import { type CountingHolding, holdersOf } from '../../../src/holdings/domain/holder.js';
import { loadRules } from '../../../src/rules/store/load-rules.js';
import { scoreDesignations } from '../../../src/scores/domain/designation.js';
import { contributionsOf, explain } from '../../../src/scores/domain/explanation.js';
import type { Day } from '../../../src/values/domain/day.js';
import { holdersAmong } from '../../support/holders.js';

const rules = loadRules();
const on = '2026-08-01' as Day;
const counts = { state: 'COUNTED', reason: null } as const;

function told(credit: CountingHolding, everything: CountingHolding[], standing: Parameters<typeof contributionsOf>[3]) {
  const { held, count } = holdersAmong(everything, on);
  const designations = scoreDesignations({ ...rules, on, holders: count, figures: [] });
  return contributionsOf(designations, explain(designations, held, held), credit, standing);
}

function holding(personRef: string, credentialCode: string): CountingHolding {
  const achievedAt = new Date('2026-05-01T09:00:00Z');
  return { achievementId: `${personRef} ${credentialCode}`, personRef, credentialCode, achievedAt };
}

it('is empty before the first rule set', () => {
  expect(scoreDesignations({ ...rules, on: '2023-09-30' as Day, holders: () => 9, figures: [] })).toEqual([]);
});

it('lists the requirements that name a credit which does not count, each with the reason', () => {
  const parts = told(holding('ada', 'AZ-ADMIN'), [], { state: 'DROPPED', reason: 'MOVED_AWAY' });
  expect(parts.map(({ designation, reason }) => [designation, reason])).toEqual([
    ['data-ai', 'MOVED_AWAY'],
    ['infrastructure', 'MOVED_AWAY'],
    ['digital-app-innovation', 'MOVED_AWAY'],
  ]);
});

it('gives no reason as soon as a credit adds points somewhere, and every reason once when it adds none', () => {
  const ada = holding('ada', 'AZ-DBA');
  const gates = ['boris', 'clara'].flatMap((name) => [holding(name, 'AZ-ADMIN'), holding(name, 'AZ-ARCH')]);
  expect(reasonsOf(counts, told(ada, [ada], counts))).toEqual(['STEP_NOT_REACHED']);
  expect(reasonsOf(counts, told(ada, [ada, ...gates], counts))).toEqual([]);
});

it('gives LAG for a counted credit that the score does not include yet', () => {
  expect(reasonsOf(counts, told(holding('ada', 'AZ-DBA'), [], counts))).toEqual(['LAG']);
});

it('names a holder once, by the achievement that pays first', () => {
  const list = { id: 'any', members: ['AZ-DBA', 'COSMOS'].map((credentialCode) => ({ credentialCode })) };
  const { held } = holdersAmong([holding('ada', 'COSMOS'), holding('ada', 'AZ-DBA')], on);
  expect(holdersOf(list, on, held).map(({ achievementId }) => achievementId)).toEqual(['ada AZ-DBA']);
});
