import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { allowance } from '../../../src/linking/domain/allowance.js';
import type { Association, EndReason } from '../../../src/linking/domain/association.js';
import { decideAssociation, startsOf } from '../../../src/linking/domain/decide-association.js';
import { decideRemoval } from '../../../src/linking/domain/decide-removal.js';
import { endByOffboarding } from '../../../src/linking/domain/end-by-offboarding.js';
import { flowProblem } from '../../../src/linking/domain/flow.js';
import { minutesLater } from '../../../src/linking/domain/instants.js';
import type { AssociationPolicy } from '../../../src/linking/domain/policy.js';
import { rejectionText } from '../../../src/linking/domain/rejection-text.js';
import { readClaimedProfile } from '../../../src/providers/domain/profile-id.js';
import { type LeaverSignal, offboarding } from '../../support/offboarding.js';
import type { Attempt, Listing, Outcome, RecordedLink } from '../../support/vectors.js';

type Expected = Outcome & Partial<Listing['expect']>;
type Vector = {
  id: string;
  title: string;
  kind: string;
  policy?: { yearMode?: string; maxPerYear?: number; coolOffDays?: number };
  history?: RecordedLink[];
  attempt?: Attempt;
  associations?: RecordedLink[];
  at?: string;
  expect: Expected;
};

const vectors = (
  parse(readFileSync(join(import.meta.dirname, '../../vectors/associations.yaml'), 'utf8')) as { vectors: Vector[] }
).vectors;

const REASONS: Record<string, EndReason> = {
  SELF_REMOVED: 'REMOVED_BY_USER',
  TRANSFERRED: 'MOVED_TO_ANOTHER_ORGANIZATION',
  ACCOUNT_DELETED: 'ACCOUNT_DELETED',
};

const SOURCES: Record<string, Association['source']> = {
  'microsoft-learn': 'MICROSOFT_LEARN',
  'partner-university': 'PARTNER_UNIVERSITY',
};

function named<T>(names: Record<string, T>, name: string): T {
  const found = names[name];
  if (found === undefined) throw new Error(`the vector names ${name}, which is unknown`);
  return found;
}

function signalsOf(record: RecordedLink): LeaverSignal[] {
  const takenBackAt = record.reactivatedAt ? new Date(record.reactivatedAt) : null;
  return [record.deactivatedAt, record.deletedAt]
    .filter((at) => at !== undefined)
    .map((at) => ({ at: new Date(at), takenBackAt }));
}

function association(record: RecordedLink, now: Date): Association {
  const recorded: Association = {
    id: record.id,
    version: 1,
    source: named(SOURCES, record.source),
    profileId: record.mcid,
    userId: record.user,
    organizationId: record.org,
    startedAt: new Date(record.startAt),
    endedAt: record.endAt ? new Date(record.endAt) : null,
    endReason: record.endReason ? named(REASONS, record.endReason) : null,
    leftAt: null,
  };
  return endByOffboarding(recorded, offboarding(signalsOf(record)), now);
}

function policyOf(vector: Vector): AssociationPolicy {
  return {
    yearMode: vector.policy?.yearMode === 'CALENDAR_YEAR' ? 'calendar' : 'rolling',
    perYear: vector.policy?.maxPerYear ?? 3,
    coolOffDays: vector.policy?.coolOffDays ?? 30,
  };
}

/** The decision of the service about an attempt, on plain values: the same rules in the same order. */
function outcomeOf(vector: Vector): Expected {
  const attempt = vector.attempt;
  if (!attempt) throw new Error(`${vector.id} has no attempt`);
  const now = new Date(attempt.at);
  const policy = policyOf(vector);
  const source = named(SOURCES, attempt.source);
  let all = (vector.history ?? []).map((record) => association(record, now)).filter((one) => one.source === source);
  const profileId = attempt.mcid ?? '';
  const facts = () => ({
    person: { userId: attempt.user, organizationId: attempt.org },
    profileId,
    ofProfile: all.filter((one) => one.profileId === profileId),
    ofAccount: all.filter((one) => one.userId === attempt.user),
  });
  const after = (outcome: Expected): Expected => {
    const left = allowance(startsOf(facts()), policy, now);
    return {
      ...outcome,
      active: all.filter((one) => one.endedAt === null).map((one) => one.id),
      used: left.used,
      ...(left.nextAssociationAt && { nextAvailableAt: left.nextAssociationAt.toISOString() }),
    };
  };
  const end = (id: string, reason: EndReason) => {
    all = all.map((one) => (one.id === id ? { ...one, endedAt: now, endReason: reason } : one));
  };

  if (attempt.action === 'UNLINK') {
    // A removal names no user: another user's association is not among the caller's own.
    const removal = decideRemoval(all.filter((one) => one.userId === attempt.actor));
    if (removal.kind !== 'end') return after({ outcome: 'REFUSED', code: 'FORBIDDEN' });
    end(removal.association.id, 'REMOVED_BY_USER');
    return after({ outcome: 'ACCEPTED', ended: { [removal.association.id]: 'SELF_REMOVED' } });
  }
  if (attempt.learnerAuth === false) {
    const flow = { status: 'OPENED', problem: null, expiresAt: minutesLater(now, 5) } as const;
    expect(flowProblem(flow, now)).toBe('NOT_PROVEN');
    return after({ outcome: 'REFUSED', code: 'LEARNER_SIGN_IN_MISSING' });
  }
  if (attempt.profile === 'no-mcid') {
    const profile = readClaimedProfile(source, { idToken: undefined, userInfo: undefined });
    return after({ outcome: 'REFUSED', code: profile.kind });
  }

  const decision = decideAssociation(facts(), policy, now);
  switch (decision.kind) {
    case 'already-linked':
      return after({ outcome: 'IDEMPOTENT' });
    case 'another-profile-linked':
      return after({ outcome: 'REFUSED', code: 'OTHER_MCID_ACTIVE' });
    case 'cool-off':
      return after({ outcome: 'REFUSED', code: 'COOL_OFF', message: rejectionText(decision, policy) });
    case 'limit-reached':
      return after({ outcome: 'REFUSED', code: 'YEARLY_LIMIT', message: rejectionText(decision, policy) });
    case 'reinstate':
      all = all.map((one) => (one.id === decision.association.id ? { ...one, endedAt: null, endReason: null } : one));
      return after({ outcome: 'REINSTATED' });
    default: {
      const ended = decision.kind === 'move' ? { ended: { [decision.ends.id]: 'TRANSFERRED' } } : {};
      if (decision.kind === 'move') end(decision.ends.id, 'MOVED_TO_ANOTHER_ORGANIZATION');
      const started = {
        ...{ id: 'new', version: 1, source, profileId, userId: attempt.user, organizationId: attempt.org },
        ...{ startedAt: now, endedAt: null, endReason: null, leftAt: null },
      };
      all = [...all, started];
      return after({ outcome: 'ACCEPTED', ...ended });
    }
  }
}

function instantsAsMilliseconds(expected: Expected): Expected {
  return expected.nextAvailableAt
    ? { ...expected, nextAvailableAt: new Date(expected.nextAvailableAt).toISOString() }
    : expected;
}

const decide = vectors.filter((vector) => vector.kind === 'decide');
test.each(decide.map((vector) => [vector.id, vector.title, vector] as const))('%s: %s', (_id, _title, vector) => {
  expect(outcomeOf(vector)).toMatchObject(instantsAsMilliseconds(vector.expect));
});

const leavers = vectors.filter((vector) => vector.kind === 'listing');
test.each(leavers.map((vector) => [vector.id, vector.title, vector] as const))(
  '%s, live: %s',
  (_id, _title, vector) => {
    const at = new Date(vector.at ?? '');
    const records = vector.associations ?? [];
    const live = records.filter((record) => association(record, at).endedAt === null).map((record) => record.id);
    expect(live).toEqual(vector.expect.live);
    if (!vector.expect.dropAt) return;
    const drops = records.flatMap((record) => {
      const left = offboarding(signalsOf(record));
      return left && at < left.dropsAt ? [[record.id, left.dropsAt.toISOString()]] : [];
    });
    expect(Object.fromEntries(drops)).toEqual(
      Object.fromEntries(Object.entries(vector.expect.dropAt).map(([id, day]) => [id, new Date(day).toISOString()])),
    );
  },
);

test('every decision vector is tested', () => {
  expect(decide).toHaveLength(19);
  expect(leavers).toHaveLength(5);
});
