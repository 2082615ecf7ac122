import { registerEnumType } from 'type-graphql';
import { namesOf } from '../../values/domain/names-of.js';

export const LearningSourceEnum = namesOf(['MICROSOFT_LEARN', 'PARTNER_UNIVERSITY']);
registerEnumType(LearningSourceEnum, {
  name: 'LearningSource',
  description: 'Where people learn: Microsoft Learn reports certifications, Partner University assessments (R15).',
});

export const CredentialKindEnum = namesOf(['CERTIFICATION', 'APPLIED_SKILL', 'ASSESSMENT', 'EXAM']);
registerEnumType(CredentialKindEnum, {
  name: 'CredentialKind',
  description: 'The kind of proof.',
  valuesConfig: {
    CERTIFICATION: { description: 'Earned by exams at Microsoft Learn.' },
    APPLIED_SKILL: { description: 'Earned in a lab at Microsoft Learn; counts for specializations only.' },
    ASSESSMENT: { description: 'Passed at Partner University.' },
    EXAM: {
      description:
        'A passed exam that earns a certification only together with other exams or a prerequisite. It is shown and counts nowhere.',
    },
  },
});

export const CredentialLevelEnum = namesOf(['FUNDAMENTALS', 'ASSOCIATE', 'EXPERT', 'SPECIALTY', 'NONE']);
registerEnumType(CredentialLevelEnum, {
  name: 'CredentialLevel',
  description: 'NONE for a credential without a level.',
});
