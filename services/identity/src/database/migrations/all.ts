import { CreateOrganization1764000000000 } from './1764000000000-create-organization.js';
import { CreateUserAccount1764000100000 } from './1764000100000-create-user-account.js';
import { CreateUserActivity1764000200000 } from './1764000200000-create-user-activity.js';
import { CreateIdempotencyKey1764000300000 } from './1764000300000-create-idempotency-key.js';
import { RememberTheLeaverSignal1764100000000 } from './1764100000000-remember-the-leaver-signal.js';
import { KeepAGlobalAdmin1764100100000 } from './1764100100000-keep-a-global-admin.js';
import { InviteEarlierPeopleAgain1764100200000 } from './1764100200000-invite-earlier-people-again.js';
import { CreateScimToken1764200000000 } from './1764200000000-create-scim-token.js';
import { CreateDirectoryEntry1764200100000 } from './1764200100000-create-directory-entry.js';
import { RememberDepartures1764510000000 } from './1764510000000-remember-departures.js';
import { FindOldAnswers1764600000000 } from './1764600000000-find-old-answers.js';
import { KeepWhatADirectoryWrites1765000100000 } from './1765000100000-keep-what-a-directory-writes.js';
import { RememberDirectoryMismatches1765000110000 } from './1765000110000-remember-directory-mismatches.js';
import { KeepWorkProfiles1765000200000 } from './1765000200000-keep-work-profiles.js';
import { CreateScimClient1765000200100 } from './1765000200100-create-scim-client.js';
import { CreateScimGroup1765000200200 } from './1765000200200-create-scim-group.js';
import { OrderUsers1765000200300 } from './1765000200300-order-users.js';

/** Every migration in order. Added to, never edited. */
export const MIGRATIONS = [
  CreateOrganization1764000000000,
  CreateUserAccount1764000100000,
  CreateUserActivity1764000200000,
  CreateIdempotencyKey1764000300000,
  RememberTheLeaverSignal1764100000000,
  KeepAGlobalAdmin1764100100000,
  InviteEarlierPeopleAgain1764100200000,
  CreateScimToken1764200000000,
  CreateDirectoryEntry1764200100000,
  RememberDepartures1764510000000,
  FindOldAnswers1764600000000,
  KeepWhatADirectoryWrites1765000100000,
  RememberDirectoryMismatches1765000110000,
  KeepWorkProfiles1765000200000,
  CreateScimClient1765000200100,
  CreateScimGroup1765000200200,
  OrderUsers1765000200300,
];
