import { DateScalar, DateTimeScalar } from '@app/subgraph-kit/graphql/scalars';
import { Field, ID, InputType } from 'type-graphql';
import { CredentialKindEnum } from '../../catalog/api/catalog-enums.type.js';
import type { CredentialKind } from '../../catalog/domain/catalog.js';
import type { CreditReason, CreditState } from '../domain/credit.js';
import { CreditReasonEnum, CreditStateEnum } from './credit-enums.type.js';

@InputType({ description: 'A credit matches when it meets every given condition; an empty list is no condition.' })
export class CreditFilter {
  @Field(() => [CreditStateEnum], { nullable: true })
  state?: CreditState[] | null;

  @Field(() => [CreditReasonEnum], {
    nullable: true,
    description:
      'Credits with at least one of these reasons. STEP_NOT_REACHED, CAP_REACHED, PERSON_ALREADY_COUNTED and LAG ' +
      'depend on other holdings: with one of these totalCount is null, and a page may have fewer items than first and ' +
      'still a next page.',
  })
  reason?: CreditReason[] | null;

  @Field(() => [ID], {
    nullable: true,
    description: 'Keys in the catalog, or exam codes that name exactly one credential; others are BAD_USER_INPUT.',
  })
  credentialCode?: string[] | null;

  @Field(() => [CredentialKindEnum], { nullable: true })
  kind?: CredentialKind[] | null;

  @Field(() => ID, { nullable: true, description: 'Only for callers who see names.' })
  personId?: string | null;

  @Field(() => DateScalar, { nullable: true })
  expiresBefore?: string | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description:
      'Credits whose promised instant is before this one (R16). With state PENDING and the current instant: the overdue credits.',
  })
  expectedBefore?: Date | null;

  @Field(() => String, {
    nullable: true,
    description:
      'A part of a credential’s code, title or exam code; of a person’s name or address for callers who see names. ' +
      'totalCount is exact up to 10,000, then null; null too where personId, credentialCode and kind alone leave ' +
      'more than 100,000 credits.',
  })
  search?: string | null;
}
