import { registerEnumType } from 'type-graphql';
import { namesOf } from '../../values/domain/names-of.js';

export const AchievementStatusEnum = namesOf(['ACTIVE', 'EXPIRED', 'REVOKED']);
registerEnumType(AchievementStatusEnum, {
  name: 'AchievementStatus',
  description: 'EXPIRED from the day after the expiry. REVOKED when the learning source revoked it.',
});
