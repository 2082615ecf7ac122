import { registerEnumType } from 'type-graphql';
import { namesOf } from '../../values/domain/names-of.js';

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
