import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Association } from '../../../src/linking/domain/association.js';
import {
  type AssociationDecision,
  type AssociationFacts,
  decideAssociation,
} from '../../../src/linking/domain/decide-association.js';
import { decideRemoval } from '../../../src/linking/domain/decide-removal.js';
import { daysLater, twelveMonthsLater } from '../../../src/linking/domain/instants.js';
import type { AssociationPolicy } from '../../../src/linking/domain/policy.js';

const PEOPLE = ['u1', 'u2', 'u3'];
const PROFILES = ['m1', 'm2'];
const HOUR = 3_600_000;

type Command = { hours: number; action: 'link' | 'unlink'; user: string; profile: string };

const commands = fc.array(
  fc.record<Command>({
    hours: fc.oneof(fc.integer({ min: 0, max: 100 }), fc.integer({ min: 0, max: 3000 }), fc.constant(720)),
    action: fc.constantFrom('link', 'link', 'unlink'),
    user: fc.constantFrom(...PEOPLE),
    profile: fc.constantFrom(...PROFILES),
  }),
  { maxLength: 40 },
);
const policies = fc.record<AssociationPolicy>({
  yearMode: fc.constantFrom('rolling', 'calendar'),
  perYear: fc.integer({ min: 1, max: 4 }),
  coolOffDays: fc.constantFrom(0, 1, 30, 45),
});
const beginnings = fc.constantFrom('2024-01-31T15:30:00Z', '2024-02-29T06:00:00Z', '2027-12-05T00:00:00Z');

function replay(history: readonly Command[], policy: AssociationPolicy, from: string) {
  let now = new Date(from);
  let all: Association[] = [];
  const rejected: { decision: AssociationDecision; facts: AssociationFacts; at: Date }[] = [];
  for (const { hours, action, user, profile } of history) {
    now = new Date(now.getTime() + hours * HOUR);
    const ofAccount = all.filter((one) => one.userId === user);
    const end = (ended: Association, reason: Association['endReason']) => {
      all = all.map((one) => (one === ended ? { ...one, endedAt: now, endReason: reason } : one));
    };
    if (action === 'unlink') {
      const removal = decideRemoval(ofAccount);
      if (removal.kind === 'end') end(removal.association, 'REMOVED_BY_USER');
      continue;
    }
    const person = { userId: user, organizationId: `company of ${user}` };
    const facts = { person, profileId: profile, ofAccount, ofProfile: all.filter((one) => one.profileId === profile) };
    const decision = decideAssociation(facts, policy, now);
    if (decision.kind === 'move') end(decision.ends, 'MOVED_TO_ANOTHER_ORGANIZATION');
    if (decision.kind === 'move' || decision.kind === 'associate') {
      all.push({
        ...{ id: `a${all.length}`, version: 1, source: 'MICROSOFT_LEARN' as const, profileId: profile, ...person },
        ...{ startedAt: now, endedAt: null, endReason: null, leftAt: null },
      });
    } else rejected.push({ decision, facts, at: now });
  }
  return { all, rejected, now };
}

const bySubject = (all: readonly Association[]) =>
  [
    ...PROFILES.map((id) => all.filter((one) => one.profileId === id)),
    ...PEOPLE.map((id) => all.filter((one) => one.userId === id)),
  ].map((mine) => mine.map((one) => one.startedAt));

test('no profile or account starts more than the limit in any window, and starts lie a cool-off apart', () => {
  fc.assert(
    fc.property(commands, policies, beginnings, (history, policy, from) => {
      for (const starts of bySubject(replay(history, policy, from).all)) {
        starts.forEach((start, index) => {
          const next = starts[index + 1];
          if (next) expect(next.getTime()).toBeGreaterThanOrEqual(daysLater(start, policy.coolOffDays).getTime());
          const within = starts
            .slice(index)
            .filter((other) =>
              policy.yearMode === 'rolling'
                ? other < twelveMonthsLater(start)
                : other.getUTCFullYear() === start.getUTCFullYear(),
            );
          expect(within.length).toBeLessThanOrEqual(policy.perYear);
        });
      }
    }),
  );
});

test('a profile is active at one organization, a user holds one profile, intervals never overlap', () => {
  fc.assert(
    fc.property(commands, policies, beginnings, (history, policy, from) => {
      const { all } = replay(history, policy, from);
      for (const key of ['profileId', 'userId'] as const) {
        for (const id of [...PROFILES, ...PEOPLE]) {
          const mine = all.filter((one) => one[key] === id);
          mine.forEach((one, index) => {
            const next = mine[index + 1];
            if (next) expect(one.endedAt?.getTime()).toBeLessThanOrEqual(next.startedAt.getTime());
          });
        }
      }
    }),
  );
});

test('a rejection names the first instant at which only time has stood in the way', () => {
  fc.assert(
    fc.property(commands, policies, beginnings, (history, policy, from) => {
      for (const { decision, facts, at } of replay(history, policy, from).rejected) {
        if (decision.kind !== 'cool-off' && decision.kind !== 'limit-reached') continue;
        const next = decision.nextAssociationAt;
        expect(next.getTime()).toBeGreaterThan(at.getTime());
        expect(['associate', 'move']).toContain(decideAssociation(facts, policy, next).kind);
        const before = decideAssociation(facts, policy, new Date(next.getTime() - 1)).kind;
        expect(['cool-off', 'limit-reached']).toContain(before);
      }
    }),
  );
});

test('removing access refunds nothing: the same attempt meets the same limit with and without it', () => {
  fc.assert(
    fc.property(commands, policies, beginnings, (history, policy, from) => {
      const { all, now } = replay(history, policy, from);
      const active = all.find((one) => one.endedAt === null);
      if (!active) return;
      const removed = all.map((one) =>
        one === active ? { ...one, endedAt: now, endReason: 'REMOVED_BY_USER' as const } : one,
      );
      const other = { userId: 'u9', organizationId: 'elsewhere' };
      const ask = (records: readonly Association[]) =>
        decideAssociation(
          {
            person: other,
            profileId: active.profileId,
            ofAccount: [],
            ofProfile: records.filter((one) => one.profileId === active.profileId),
          },
          policy,
          now,
        );
      const before = ask(all);
      const after = ask(removed);
      if (before.kind === 'move') expect(after.kind).toBe('associate');
      else expect(after).toEqual(before);
    }),
  );
});
