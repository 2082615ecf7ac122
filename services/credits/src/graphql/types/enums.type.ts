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

export const CredentialKindEnum = namesOf(['CERTIFICATION', 'APPLIED_SKILL', 'ASSESSMENT', 'EXAM']);
registerEnumType(CredentialKindEnum, {
  name: 'CredentialKind',
  description: 'What sort of proof a credential is.',
  valuesConfig: {
    CERTIFICATION: { description: 'Earned by exams at Microsoft Learn.' },
    APPLIED_SKILL: { description: 'Earned in a lab at Microsoft Learn; counts for specializations alone.' },
    ASSESSMENT: { description: 'Passed at Partner University.' },
    EXAM: {
      description:
        'A passed exam that earns a certification only with other exams or a prerequisite. It is shown and counts nowhere.',
    },
  },
});

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
  description: 'Whether the organisation counts it, and whether it goes on doing so.',
  valuesConfig: {
    PENDING: { description: 'Not worked on yet: it is counted within seconds, by expectedBy at the latest.' },
    COUNTED: {
      description:
        'Held by a linked person, active and named by a requirement. It may still add no points: see reasons.',
    },
    NOT_COUNTED: { description: 'Held, but expired, revoked, retired or named by no requirement.' },
    DROP_SCHEDULED: { description: 'The person left; it counts until dropsAt.' },
    DROPPED: { description: 'Gone from this organisation, with the person or the link.' },
  },
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
  description: 'Why something adds no points.',
  valuesConfig: {
    NOT_LINKED: { description: 'The person removed the link. A new one brings the credit back.' },
    LAG: {
      description: 'Not worked on yet, or the score of this moment does not rest on it yet: ask again in a minute.',
    },
    EXPIRED: { description: 'Its last day is over. It has to be earned again.' },
    REVOKED: { description: 'The learning source took it back.' },
    RETIRED: { description: 'Earned after its retirement, or the year in which a retired one still counts is over.' },
    NOT_IN_ANY_REQUIREMENT: { description: 'No designation or specialization asks for it today.' },
    STEP_NOT_REACHED: { description: 'An earlier step of the metric, a gate, lacks people.' },
    CAP_REACHED: { description: 'Others fill what the step or the metric pays; a gate itself pays nothing.' },
    PERSON_ALREADY_COUNTED: { description: 'The person counts once per step, and another credential of theirs does.' },
    PERSON_LEFT: { description: 'The account was deactivated or deleted, and the report refresh after that has come.' },
    MOVED_AWAY: { description: 'The profile is linked to another organisation now.' },
  },
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
registerEnumType(TrackEnum, {
  name: 'Track',
  description: 'The set of thresholds that an organisation is scored by.',
  valuesConfig: {
    ENTERPRISE: { description: 'For partners of large customers.' },
    SMB: { description: 'For partners of small and medium-sized customers.' },
  },
});

export const MetricCategoryEnum = namesOf(['PERFORMANCE', 'SKILLING', 'CUSTOMER_SUCCESS']);
registerEnumType(MetricCategoryEnum, {
  name: 'MetricCategory',
  description: 'What a metric of a designation is about.',
  valuesConfig: {
    PERFORMANCE: { description: 'Customers won; a recorded figure.' },
    SKILLING: { description: 'People who hold credentials; counted here.' },
    CUSTOMER_SUCCESS: { description: 'Usage and deployments; recorded figures.' },
  },
});

export const RequirementOutcomeEnum = namesOf(['MET', 'NOT_MET', 'UNKNOWN']);
registerEnumType(RequirementOutcomeEnum, {
  name: 'RequirementOutcome',
  description: 'UNKNOWN where no public material gives the rule: never reported as met.',
});

export const TrainingKindEnum = namesOf(['MODULE', 'LEARNING_PATH']);
registerEnumType(TrainingKindEnum, { name: 'TrainingKind', description: 'What was completed.' });
