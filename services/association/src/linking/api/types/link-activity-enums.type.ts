import { enumOf } from '@app/subgraph-kit/graphql/enum-of';
import { registerEnumType } from 'type-graphql';
import { LINK_ACTIVITY_KINDS, REASONS_SHOWN } from '../../domain/link-activity.js';

export const LinkActivityKindEnum = enumOf(LINK_ACTIVITY_KINDS);
registerEnumType(LinkActivityKindEnum, {
  name: 'LinkActivityKind',
  description: 'What happened to a link, or to an attempt to link.',
  valuesConfig: {
    STARTED: { description: 'The person confirmed, and the link began.' },
    ENDED_BY_USER: { description: 'The person removed it.' },
    ENDED_BY_MOVE: { description: 'The person linked the profile to another work account, here or elsewhere.' },
    ENDED_BY_ACCOUNT: { description: 'Deactivation or deletion took effect at the report refresh.' },
    REINSTATED: { description: 'A leaver came back, and the link goes on.' },
    REFUSED: { description: 'A rule rejected an attempt; nothing was linked and nothing used up.' },
    FAILED: { description: 'A sign-in at the learning source proved no profile, or the flow expired.' },
    MERGED: { description: 'The learning source merged the profile with another one.' },
  },
});

export const LinkActivityReasonEnum = enumOf(REASONS_SHOWN);
registerEnumType(LinkActivityReasonEnum, {
  name: 'LinkActivityReason',
  description: 'Why an attempt to link was rejected or failed.',
  valuesConfig: {
    COOL_OFF: { description: 'Too soon after an earlier start (R25). For the person alone.' },
    YEARLY_LIMIT: { description: 'No start is left in this year (R24). For the person alone.' },
    ASSOCIATION_LIMIT: { description: 'One of the limits of starts; the person sees which, and the next date.' },
    ANOTHER_PROFILE_LINKED: {
      description: 'The work account has a link of this source, which has to be removed first.',
    },
    TOO_MANY_STARTS: { description: 'Too many flows within an hour (R31); recorded once an hour.' },
    SIGN_IN_TOO_OLD: { description: 'The sign-in was older than twelve hours; recorded once an hour.' },
    DELEGATED_TOKEN: {
      description: 'A program tried with a delegated token of the person (R4); recorded once an hour.',
    },
    WRONG_BROWSER: { description: 'Another browser presented the address of the flow, which ended it.' },
    WRONG_PERSON: { description: 'Another person presented the completion code, which ended the flow.' },
    WRONG_CODES: { description: 'Five completion codes were wrong, which ended the flow.' },
    CANCELLED: { description: 'The person canceled the sign-in at the learning source, or the source denied it.' },
    ACCOUNT_NOT_CHOSEN: { description: 'The sign-in ended before the person chose an account and consented.' },
    SIGN_IN_FAILED: { description: 'The learning source reported an error, or its result proves no profile.' },
    NO_LEARNING_ACCOUNT: { description: 'The learning source knows no such account.' },
    PROFILE_INCOMPLETE: { description: 'The profile at the learning source has no usable id.' },
    MCID_NOT_GENERATED: { description: 'The profile at the learning source has no id yet.' },
    PROVIDER_UNAVAILABLE: { description: 'The learning source did not answer; the flow could go on.' },
    EXPIRED: { description: 'The flow was not confirmed within ten minutes.' },
  },
});
