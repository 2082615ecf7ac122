import type { AssociationPolicy } from '@app/association/linking/domain/policy';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { beginnings, compareAllLinks, linkingCommands } from './commands/commands.js';
import { Reference } from './reference/reference.js';
import { domainRules, POLICY } from './system/domain-rules.js';
import { type LinkingSystem, ORGANIZATION_OF, type YearMode } from './system/linking-system.js';

const agreement = (rules: (beginning: number) => LinkingSystem, year: YearMode = 'rolling') =>
  fc.asyncProperty(
    beginnings,
    fc.commands(linkingCommands, { maxCommands: 60, size: '+1' }),
    async (beginning, commands) => {
      const model = new Reference(beginning, year);
      const real = rules(beginning);
      await fc.asyncModelRun(() => ({ model, real }), commands);
      await compareAllLinks(model, real);
    },
  );

test('the domain rules agree with the reference in 4,000 histories', async () => {
  await fc.assert(agreement(domainRules), { numRuns: 4_000 });
}, 600_000);

test('the domain rules agree with the reference in 1,000 histories with calendar years', async () => {
  const rules = (beginning: number) => domainRules(beginning, { ...POLICY, yearMode: 'calendar' });
  await fc.assert(agreement(rules, 'calendar'), { numRuns: 1_000 });
}, 600_000);

test.each<[string, Partial<AssociationPolicy>]>([
  ['a cool-off of a day less', { coolOffDays: 29 }],
  ['a cool-off of a day more', { coolOffDays: 31 }],
  ['four associations a year', { perYear: 4 }],
  ['two associations a year', { perYear: 2 }],
  ['calendar years', { yearMode: 'calendar' }],
])(
  'the model detects %s',
  async (_what, other) => {
    const rules = (beginning: number) => domainRules(beginning, { ...POLICY, ...other });
    const { failed } = await fc.check(agreement(rules), { numRuns: 2_000, endOnFailure: true });
    expect(failed).toBe(true);
  },
  120_000,
);

test.each<[string, (right: LinkingSystem) => Partial<LinkingSystem>]>([
  ['deletions that do nothing', (right) => ({ deleteUser: async (account) => undone(right, account) })],
  [
    'a removal that gives a start back',
    (right) => ({ remove: async (who, of) => forgiving(await right.remove(who, of)) }),
  ],
  ['a deactivation that ends no link', (right) => ({ advanceTo: (instant) => withAllActive(right, instant) })],
  ['an invitation that is an answer', (right) => ({ invite: (account) => answered(right, account) })],
  [
    'profiles that are merged by name only',
    () => ({ merge: async () => ({ is: 'RecordProfileMergeSuccess', association: null }) }),
  ],
  [
    'a code that any user may use',
    (right) => ({ confirm: (presented) => right.confirm({ ...presented, rightCode: true }) }),
  ],
])(
  'the model detects %s',
  async (_what, change) => {
    const rules = (beginning: number) => {
      const right = domainRules(beginning);
      return { ...right, ...change(right) };
    };
    const { failed } = await fc.check(agreement(rules), { numRuns: 2_000, endOnFailure: true });
    expect(failed).toBe(true);
  },
  120_000,
);

function forgiving(answer: Awaited<ReturnType<LinkingSystem['remove']>>) {
  const { allowance } = answer as { allowance?: { used: number } };
  return allowance ? { ...answer, allowance: { ...allowance, used: allowance.used - 1 } } : answer;
}

async function undone(right: LinkingSystem, account: number) {
  const answer = await right.deleteUser(account);
  await right.restoreUser(account);
  return answer;
}

/** Reactivates all users while time passes. */
async function withAllActive(right: LinkingSystem, instant: number) {
  for (const account of ORGANIZATION_OF.keys()) await right.reactivate(account);
  await right.advanceTo(instant);
}

async function answered(right: LinkingSystem, account: number) {
  const answer = await right.invite(account);
  await right.overview(account);
  return answer;
}
