import type { LearningSource } from '../../providers/domain/learning-source.js';

export const END_REASONS = ['REMOVED_BY_USER', 'MOVED_TO_ANOTHER_ORGANIZATION', 'ACCOUNT_DELETED'] as const;

export type EndReason = (typeof END_REASONS)[number];

/** Work account, profile and organization for one source: active from start to end, half-open. */
export type Association = {
  id: string;
  version: number;
  source: LearningSource;
  profileId: string;
  userId: string;
  organizationId: string;
  startedAt: Date;
  endedAt: Date | null;
  endReason: EndReason | null;
  /** The leaver's signal behind ACCOUNT_DELETED; reinstatement counts from it. */
  leftAt: Date | null;
};

export function isActive(association: Association): boolean {
  return association.endedAt === null;
}
