import { type Allowance, allowance, type Starts } from './allowance.js';
import { type Association, isActive } from './association.js';
import { daysLater } from './instants.js';
import { type AssociationPolicy, REINSTATEMENT_DAYS } from './policy.js';

/** The facts of one learning source that the rules decide by. */
export type AssociationFacts = {
  person: { userId: string; organizationId: string };
  profileId: string;
  /** Every association of this profile, under all accounts. */
  ofProfile: readonly Association[];
  /** Every association of this work account, with all profiles. */
  ofAccount: readonly Association[];
};

/** Rejections by R24 and R25. */
export type LimitRejection =
  | { kind: 'cool-off'; nextAssociationAt: Date }
  | { kind: 'limit-reached'; nextAssociationAt: Date; limit: number; used: number };

export type AssociationRejection = LimitRejection | { kind: 'another-profile-linked'; association: Association };

export type AssociationDecision =
  | { kind: 'associate' }
  /** `elsewhere`: the association that ends belongs to another organization, which stays unnamed. */
  | { kind: 'move'; ends: Association; elsewhere: boolean }
  | { kind: 'already-linked'; association: Association }
  | { kind: 'reinstate'; association: Association }
  | AssociationRejection;

/** Whether a decision is a rejection by the rules. */
export function isRejection(decision: AssociationDecision): decision is AssociationRejection {
  return (
    decision.kind === 'cool-off' || decision.kind === 'limit-reached' || decision.kind === 'another-profile-linked'
  );
}

/** R8–R12, R24–R26 and decisions (d), (e) and (h), in the order in which rejections are checked. */
export function decideAssociation(facts: AssociationFacts, policy: AssociationPolicy, now: Date): AssociationDecision {
  const linked = facts.ofAccount.find(isActive);
  if (linked) {
    return linked.profileId === facts.profileId
      ? { kind: 'already-linked', association: linked }
      : { kind: 'another-profile-linked', association: linked };
  }

  const earlier = reinstatable(facts, now);
  if (earlier) return { kind: 'reinstate', association: earlier };

  const rejection = rejectionByLimits(allowance(startsOf(facts), policy, now));
  if (rejection) return rejection;

  const ends = facts.ofProfile.find(isActive);
  if (!ends) return { kind: 'associate' };
  return { kind: 'move', ends, elsewhere: ends.organizationId !== facts.person.organizationId };
}

/** Rejects what the work account alone forbids, before a profile is proved. */
export function decideBeginning(
  ofAccount: readonly Association[],
  policy: AssociationPolicy,
  now: Date,
): { kind: 'begin' } | AssociationRejection {
  const linked = ofAccount.find(isActive);
  if (linked) return { kind: 'another-profile-linked', association: linked };
  // The profile is not known yet, so confirm decides whether its association is reinstated.
  if (ofAccount.some((association) => endedByLeaving(association, now))) return { kind: 'begin' };
  const starts = { account: ofAccount.map((association) => association.startedAt), profile: [] };
  return rejectionByLimits(allowance(starts, policy, now)) ?? { kind: 'begin' };
}

/** The constraint with the later date is the reason; with equal dates, the cool-off. */
export function rejectionByLimits(left: Allowance): LimitRejection | undefined {
  const { coolOffEndsAt, yearOpensAt, nextAssociationAt } = left;
  if (nextAssociationAt === null) return undefined;
  if (yearOpensAt !== null && (coolOffEndsAt === null || yearOpensAt > coolOffEndsAt)) {
    return { kind: 'limit-reached', nextAssociationAt, limit: left.limit, used: left.used };
  }
  return { kind: 'cool-off', nextAssociationAt };
}

export function startsOf(facts: AssociationFacts): Starts {
  return {
    account: facts.ofAccount.map((association) => association.startedAt),
    profile: facts.ofProfile.map((association) => association.startedAt),
  };
}

/**
 * Decision (h): the leaver's own association, ended by the refresh, while the profile has no newer start and no active
 * link. An older link can be the active one where two profiles were merged.
 */
function reinstatable(facts: AssociationFacts, now: Date): Association | undefined {
  const { person, profileId, ofProfile } = facts;
  if (ofProfile.some(isActive)) return undefined;
  return ofProfile.find(
    (association) =>
      endedByLeaving(association, now) &&
      association.userId === person.userId &&
      association.organizationId === person.organizationId &&
      association.profileId === profileId &&
      !ofProfile.some((other) => other.startedAt > association.startedAt),
  );
}

/** Whether a leaver's association can still be reinstated at this time. */
function endedByLeaving(association: Association, now: Date): boolean {
  return (
    association.endReason === 'ACCOUNT_DELETED' &&
    association.leftAt !== null &&
    now < daysLater(association.leftAt, REINSTATEMENT_DAYS)
  );
}
