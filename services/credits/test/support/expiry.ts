import { composeAchievements } from '../../src/achievements/domain/achievement-history.js';
import type { Credential } from '../../src/catalog/domain/catalog.js';
import { type Day, firstInstantOf } from '../../src/values/domain/day.js';

/** The expiry of a credential that was earned on a day and renewed on others, composed from reports. */
export function expiryOf(
  credential: Credential,
  holding: { earnedOn: Day; renewedOn: readonly Day[]; statedExpiry?: Day | null },
): Day | null {
  const reports = [holding.earnedOn, ...holding.renewedOn].map((on, index) => ({
    ...{ id: `r${index}`, achievementId: null, revokedAt: null },
    achievedAt: firstInstantOf(on),
    recordedAt: firstInstantOf(on),
    statedExpiry: index === 0 ? (holding.statedExpiry ?? null) : null,
  }));
  return composeAchievements(credential, reports)[0]?.expiresOn ?? null;
}
