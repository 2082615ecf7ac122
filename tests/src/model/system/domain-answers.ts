import { allowance, canAssociateNow, type Starts } from '@app/association/linking/domain/allowance';
import { type Association, isActive } from '@app/association/linking/domain/association';
import type { AssociationRejection } from '@app/association/linking/domain/decide-association';
import type { AssociationPolicy } from '@app/association/linking/domain/policy';
import { rejectionText } from '@app/association/linking/domain/rejection-text';
import type { Answer } from './linking-system.js';

export const flowError = (problem: string): Answer => ({ is: 'AssociationFlowError', problem });

const dated = (date: Date | null): string | null => date?.toISOString() ?? null;

/** A link of the domain as the API shows it. */
export const shown = (link: Association) => ({
  id: link.id,
  source: link.source,
  profile: Number(link.profileId),
  account: Number(link.userId),
  organization: Number(link.organizationId),
  status: isActive(link) ? 'ACTIVE' : 'ENDED',
  startedAt: link.startedAt.toISOString(),
  endedAt: dated(link.endedAt),
  endReason: link.endReason,
});

export const allowanceAnswer = (starts: Starts, policy: AssociationPolicy, now: Date, isLinked: boolean) => {
  const left = allowance(starts, policy, now);
  const { nextAssociationAt, coolOffEndsAt, yearOpensAt: _, countedStarts, ...numbers } = left;
  return {
    ...numbers,
    countedStarts: countedStarts.map((start) => start.toISOString()),
    canAssociateNow: canAssociateNow(left, isLinked),
    nextAssociationAt: dated(nextAssociationAt),
    coolOffEndsAt: dated(coolOffEndsAt),
  };
};

export const refusalAnswer = (refusal: AssociationRejection, policy: AssociationPolicy): Answer => {
  const message = rejectionText(refusal, policy);
  switch (refusal.kind) {
    case 'another-profile-linked':
      return { is: 'AnotherProfileLinkedError', association: shown(refusal.association) };
    case 'cool-off':
      return { is: 'AssociationCoolOffError', message, nextAssociationAt: dated(refusal.nextAssociationAt) };
    case 'limit-reached': {
      const { limit, used } = refusal;
      return {
        is: 'AssociationLimitError',
        message,
        nextAssociationAt: dated(refusal.nextAssociationAt),
        limit,
        used,
      };
    }
  }
};
