import { CreateLimits1764100000000 } from './1764100000000-create-limits.js';
import { CreateAssociation1764100100000 } from './1764100100000-create-association.js';
import { GuardAssociation1764100200000 } from './1764100200000-guard-association.js';
import { ApplyLimits1764100300000 } from './1764100300000-apply-limits.js';
import { CreateFlow1764100400000 } from './1764100400000-create-flow.js';
import { CreateMember1764100500000 } from './1764100500000-create-member.js';
import { CreateActivity1764100600000 } from './1764100600000-create-activity.js';
import { CreateIdempotencyKey1764100700000 } from './1764100700000-create-idempotency-key.js';
import { FollowLeavers1764200000000 } from './1764200000000-follow-leavers.js';
import { MergeProfiles1764200100000 } from './1764200100000-merge-profiles.js';
import { GuardSurvivingProfile1764200200000 } from './1764200200000-guard-surviving-profile.js';
import { GuardProof1764200300000 } from './1764200300000-guard-proof.js';
import { RememberDepartures1764510000000 } from './1764510000000-remember-departures.js';
import { FindOldAnswers1764600000000 } from './1764600000000-find-old-answers.js';
import { KeepDepartmentAndCountry1765000200000 } from './1765000200000-keep-department-and-country.js';
import { NameTheAccount1765000300000 } from './1765000300000-name-the-account.js';
import { RememberRefusedProfiles1765000310000 } from './1765000310000-remember-refused-profiles.js';
import { BoundTheExchange1765000320000 } from './1765000320000-bound-the-exchange.js';
import { OrderTheRoster1765000330000 } from './1765000330000-order-the-roster.js';
import { ForgetTheAccount1765000340000 } from './1765000340000-forget-the-account.js';

/** Every migration in order. Added to, never edited. */
export const MIGRATIONS = [
  CreateLimits1764100000000,
  CreateAssociation1764100100000,
  GuardAssociation1764100200000,
  ApplyLimits1764100300000,
  CreateFlow1764100400000,
  CreateMember1764100500000,
  CreateActivity1764100600000,
  CreateIdempotencyKey1764100700000,
  FollowLeavers1764200000000,
  MergeProfiles1764200100000,
  GuardSurvivingProfile1764200200000,
  GuardProof1764200300000,
  RememberDepartures1764510000000,
  FindOldAnswers1764600000000,
  KeepDepartmentAndCountry1765000200000,
  NameTheAccount1765000300000,
  RememberRefusedProfiles1765000310000,
  BoundTheExchange1765000320000,
  OrderTheRoster1765000330000,
  ForgetTheAccount1765000340000,
];
