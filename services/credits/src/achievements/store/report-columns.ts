import { columns, day, instant, nullable, oneOf, text, uuid } from '@app/subgraph-kit/database/columns';
import type { LearningSource } from '../../catalog/domain/catalog.js';
import type { Day } from '../../values/domain/day.js';

/** The columns of a report with the key of its history, in the table achievement_report. */
export const REPORT = columns({
  id: uuid(),
  source: oneOf<LearningSource>(),
  profileId: text(),
  credentialCode: text(),
  achievementId: nullable(uuid()),
  achievedAt: instant(),
  statedExpiry: nullable(day<Day>('stated_expires_on')),
  recordedAt: instant(),
  revokedAt: nullable(instant()),
});
