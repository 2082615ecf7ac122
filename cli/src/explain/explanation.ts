import type { ProfileHistory } from '@app/association/cli/profile-history';
import type { ExplainedCredit, ProfileRecord } from '@app/credits/cli/profile-record';

type Organization = { readonly id: string; readonly name: string | null };

/** A link as it is explained. */
export type ExplainedLink = {
  readonly id: string;
  readonly organization: Organization;
  readonly userId: string;
  readonly startedAt: Date;
  readonly endedAt: Date | null;
  readonly endReason: string | null;
  /** False while the event about the link has not reached credits. */
  readonly knownToCredits: boolean;
};

/** An achievement as it is explained. */
export type ExplainedAchievement = {
  readonly id: string;
  readonly credentialCode: string;
  readonly achievedAt: Date;
  readonly expiresOn: string | null;
  readonly recordedAt: Date;
  readonly revokedAt: Date | null;
  readonly credits: readonly (Omit<ExplainedCredit, 'organizationId'> & { readonly organization: Organization })[];
  /** Why no organization has a credit: null where one has. */
  readonly withoutCredit: 'NOT_LINKED' | 'LAG' | null;
};

/** Everything that the services know of a learning profile. */
export type Explanation = {
  readonly source: ProfileHistory['source'];
  readonly profileId: string;
  /** The profile that it was merged into; null when it was not. */
  readonly mergedInto: string | null;
  readonly merges: ProfileHistory['merges'];
  readonly links: readonly ExplainedLink[];
  readonly achievements: readonly ExplainedAchievement[];
};

/** Joins what association, credits and identity know. */
export function explanationOf(
  { source, profileId, survivingProfileId, merges, links }: ProfileHistory,
  { achievements, linkIds }: ProfileRecord,
  names: ReadonlyMap<string, string>,
): Explanation {
  const organization = (id: string): Organization => ({ id, name: names.get(id) ?? null });
  const isLinked = links.some(({ endedAt }) => endedAt === null);
  return {
    source,
    profileId,
    mergedInto: survivingProfileId === profileId ? null : survivingProfileId,
    merges,
    links: links.map(({ id, organizationId, userId, startedAt, endedAt, endReason }) => ({
      ...{ id, organization: organization(organizationId), userId, startedAt, endedAt, endReason },
      knownToCredits: linkIds.includes(id),
    })),
    achievements: achievements.map(({ credits, ...achievement }) => ({
      ...achievement,
      credits: credits.map(({ organizationId, ...credit }) => ({
        ...credit,
        organization: organization(organizationId),
      })),
      withoutCredit: credits.length > 0 ? null : isLinked ? 'LAG' : 'NOT_LINKED',
    })),
  };
}
