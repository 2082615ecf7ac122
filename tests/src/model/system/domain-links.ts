import type { Association } from '@app/association/linking/domain/association';
import type { AssociationDecision, AssociationRejection } from '@app/association/linking/domain/decide-association';

type Accepted = Exclude<AssociationDecision, AssociationRejection>;
type NewLink = Pick<Association, 'source' | 'profileId' | 'userId' | 'organizationId' | 'startedAt'>;

export function isRejection(decision: AssociationDecision): decision is AssociationRejection {
  return ['another-profile-linked', 'cool-off', 'limit-reached'].includes(decision.kind);
}

/** The link after a confirmation: unchanged, reinstated, or new. */
export function linkAfter(decision: Accepted, link: NewLink): Association {
  switch (decision.kind) {
    case 'already-linked':
      return decision.association;
    case 'reinstate':
      return { ...decision.association, endedAt: null, endReason: null, leftAt: null };
    case 'associate':
    case 'move': {
      const id = `${link.source} ${link.profileId} ${link.startedAt.toISOString()}`;
      return { id, version: 1, ...link, endedAt: null, endReason: null, leftAt: null };
    }
  }
}
