import { registerEnumType } from 'type-graphql';

/** A list of names as a GraphQL enum. */
function namesOf<Name extends string>(names: readonly Name[]): { readonly [name in Name]: name } {
  return Object.fromEntries(names.map((name) => [name, name])) as { [name in Name]: name };
}

export const LearningSourceEnum = namesOf(['MICROSOFT_LEARN', 'PARTNER_UNIVERSITY']);
registerEnumType(LearningSourceEnum, {
  name: 'LearningSource',
  description: 'Where people learn: Microsoft Learn reports certifications, Partner University assessments (R15).',
});

export const CredentialKindEnum = namesOf(['CERTIFICATION', 'APPLIED_SKILL', 'ASSESSMENT']);
registerEnumType(CredentialKindEnum, { name: 'CredentialKind', description: 'What sort of proof a credential is.' });

export const CredentialLevelEnum = namesOf(['FUNDAMENTALS', 'ASSOCIATE', 'EXPERT', 'SPECIALTY', 'NONE']);
registerEnumType(CredentialLevelEnum, { name: 'CredentialLevel', description: 'NONE for what has no level.' });

export const AchievementStatusEnum = namesOf(['ACTIVE', 'EXPIRED', 'REVOKED']);
registerEnumType(AchievementStatusEnum, {
  name: 'AchievementStatus',
  description: 'EXPIRED from the day after the expiry; REVOKED when the learning source took it back.',
});

export const CreditStateEnum = namesOf(['PENDING', 'COUNTED', 'NOT_COUNTED', 'DROP_SCHEDULED', 'DROPPED']);
registerEnumType(CreditStateEnum, {
  name: 'CreditState',
  description:
    'PENDING: not worked on yet. COUNTED: held by a linked person, active and named by a requirement (it may still add ' +
    'no points: see reasons). NOT_COUNTED: held, but expired, revoked, retired or in no requirement. DROP_SCHEDULED: the ' +
    'person left; counts until dropsAt. DROPPED: gone from this organisation.',
});

export const CreditReasonEnum = namesOf([
  'NOT_LINKED',
  'LAG',
  'EXPIRED',
  'REVOKED',
  'RETIRED',
  'NOT_IN_ANY_REQUIREMENT',
  'STEP_NOT_REACHED',
  'CAP_REACHED',
  'PERSON_ALREADY_COUNTED',
  'PERSON_LEFT',
  'MOVED_AWAY',
]);
registerEnumType(CreditReasonEnum, {
  name: 'CreditReason',
  description:
    'Why something adds no points. STEP_NOT_REACHED: a gate lacks people. CAP_REACHED: others fill what the step or the ' +
    'metric pays, which for a gate is nothing. PERSON_ALREADY_COUNTED: the person counts once per step.',
});

export const CreditOrderEnum = namesOf([
  'ACHIEVED_AT_DESC',
  'ACHIEVED_AT_ASC',
  'EXPIRES_ON_ASC',
  'CREDENTIAL_ASC',
  'PERSON_ASC',
]);
registerEnumType(CreditOrderEnum, {
  name: 'CreditOrder',
  description: 'EXPIRES_ON_ASC: what never expires last. PERSON_ASC: by name, by personRef for callers without names.',
});

export const SkillsReportOrderEnum = namesOf(['PERSON_ASC', 'CREDENTIAL_ASC', 'ACHIEVED_AT_DESC', 'EXPIRES_ON_ASC']);
registerEnumType(SkillsReportOrderEnum, {
  name: 'SkillsReportOrder',
  description: 'EXPIRES_ON_ASC: what never expires last. PERSON_ASC: by name, by personRef for callers without names.',
});

export const TrackEnum = namesOf(['ENTERPRISE', 'SMB']);
registerEnumType(TrackEnum, { name: 'Track', description: 'The set of thresholds that an organisation is scored by.' });

export const MetricCategoryEnum = namesOf(['PERFORMANCE', 'SKILLING', 'CUSTOMER_SUCCESS']);
registerEnumType(MetricCategoryEnum, {
  name: 'MetricCategory',
  description: 'What a metric of a designation is about.',
});

export const RequirementOutcomeEnum = namesOf(['MET', 'NOT_MET', 'UNKNOWN']);
registerEnumType(RequirementOutcomeEnum, {
  name: 'RequirementOutcome',
  description: 'UNKNOWN where no public material gives the rule: never reported as met.',
});

export const TrainingKindEnum = namesOf(['MODULE', 'LEARNING_PATH']);
registerEnumType(TrainingKindEnum, { name: 'TrainingKind', description: 'What was completed.' });
