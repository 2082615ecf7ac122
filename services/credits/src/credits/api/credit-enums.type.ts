import { registerEnumType } from 'type-graphql';
import { namesOf } from '../../values/domain/names-of.js';

export const CreditStateEnum = namesOf(['PENDING', 'COUNTED', 'NOT_COUNTED', 'DROP_SCHEDULED', 'DROPPED']);
registerEnumType(CreditStateEnum, {
  name: 'CreditState',
  description: 'Whether the organization counts the credit, and whether it keeps counting it.',
  valuesConfig: {
    PENDING: { description: 'Waits to be counted: within seconds, by expectedBy at the latest.' },
    COUNTED: {
      description:
        'Held by a linked person, active and named by a requirement. It may still add no points: see reasons.',
    },
    NOT_COUNTED: { description: 'Held, but expired, revoked, retired or named by no requirement.' },
    DROP_SCHEDULED: { description: 'The person left; it counts until dropsAt.' },
    DROPPED: { description: 'No longer part of this organization, as the person left or the association ended.' },
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
  description: 'Why a credit adds no points.',
  valuesConfig: {
    NOT_LINKED: { description: 'The user unlinked the profile. A new association brings the credit back.' },
    LAG: {
      description: 'Pending, or counted a moment ago and not part of this score yet: try again in a minute.',
    },
    EXPIRED: { description: 'Its last day has passed. The person has to earn it again.' },
    REVOKED: { description: 'The learning source revoked it.' },
    RETIRED: {
      description:
        'Earned after the credential retired, or the year in which a retired credential still counts has passed.',
    },
    NOT_IN_ANY_REQUIREMENT: { description: 'No designation or specialization requires it today.' },
    STEP_NOT_REACHED: { description: 'An earlier step of the metric, a gate, lacks people.' },
    CAP_REACHED: { description: 'Other people reach the cap of the step or the metric; a gate itself pays nothing.' },
    PERSON_ALREADY_COUNTED: {
      description: 'The person counts once per step, and another credential of the person does.',
    },
    PERSON_LEFT: {
      description: 'The account was deactivated or deleted, and the report refresh after that has passed.',
    },
    MOVED_AWAY: { description: 'The profile is linked to another organization now.' },
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
  description:
    'EXPIRES_ON_ASC: credentials without an expiry come last. PERSON_ASC: by name; by personRef for callers without names.',
});
