import type { CommandDefinition, CommandGroup } from '../program.js';
import { ACHIEVEMENTS } from './achievements.js';
import { ACTIVITY } from './activity.js';
import { DOCTOR } from './doctor.js';
import { EVENTS } from './events.js';
import { EXPLAIN } from './explain.js';
import { EXPORT_FEED } from './export-feed.js';
import { KEYS } from './keys.js';
import { MIGRATE } from './migrate.js';
import { ORGANIZATION } from './organization.js';
import { REPORT } from './report.js';
import { REPORTING_LOGIN } from './reporting-login.js';
import { RULES } from './rules.js';
import { SCIM_TOKEN } from './scim-token.js';
import { SEED } from './seed.js';
import { WEBHOOKS } from './webhooks.js';

/** Every command of the program, in the order of its help. */
export const COMMANDS: readonly (CommandDefinition | CommandGroup)[] = [
  DOCTOR,
  EXPLAIN,
  ORGANIZATION,
  SCIM_TOKEN,
  ACHIEVEMENTS,
  ACTIVITY,
  REPORT,
  RULES,
  EVENTS,
  WEBHOOKS,
  EXPORT_FEED,
  REPORTING_LOGIN,
  KEYS,
  MIGRATE,
  SEED,
];
