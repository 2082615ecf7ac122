import { registerEnumType } from 'type-graphql';
import { namesOf } from '../../../values/domain/names-of.js';

export const SkillsReportOrderEnum = namesOf(['PERSON_ASC', 'CREDENTIAL_ASC', 'ACHIEVED_AT_DESC', 'EXPIRES_ON_ASC']);
registerEnumType(SkillsReportOrderEnum, {
  name: 'SkillsReportOrder',
  description:
    'EXPIRES_ON_ASC: credentials that never expire come last. PERSON_ASC: by name, by personRef for callers without names.',
});
