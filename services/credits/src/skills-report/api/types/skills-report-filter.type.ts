import { DateScalar } from '@app/subgraph-kit/scalars';
import { Field, ID, InputType } from 'type-graphql';
import { CredentialKindEnum } from '../../../catalog/api/catalog-enums.type.js';
import type { CredentialKind } from '../../../catalog/domain/catalog.js';

@InputType({ description: 'Every condition that is given must hold; an empty list is none.' })
export class SkillsReportFilter {
  @Field(() => [ID], {
    nullable: true,
    description: 'Keys in the catalogue, or exam codes that name exactly one credential; others are BAD_USER_INPUT.',
  })
  credentialCode?: string[] | null;

  @Field(() => [CredentialKindEnum], { nullable: true })
  kind?: CredentialKind[] | null;

  @Field(() => ID, {
    nullable: true,
    description: 'A designation or a specialization of any version of the rules; others are BAD_USER_INPUT.',
  })
  relevantTo?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'A part of a credential’s code, title or exam code; of a person’s name or address for callers who see names. ' +
      'totalCount is exact up to 10,000, then null; null too for a report of more than 100,000 rows, if many of its ' +
      'people match.',
  })
  search?: string | null;

  @Field(() => Boolean, { nullable: true })
  leaving?: boolean | null;

  @Field(() => DateScalar, { nullable: true })
  expiresBefore?: string | null;
}
