import { DateScalar } from '@app/subgraph-kit/graphql/scalars';
import { Field, ID, InputType } from 'type-graphql';
import { CredentialKindEnum } from '../../../catalog/api/catalog-enums.type.js';
import type { CredentialKind } from '../../../catalog/domain/catalog.js';

@InputType({ description: 'Every given condition must hold; an empty list matches nothing.' })
export class SkillsReportFilter {
  @Field(() => [ID], {
    nullable: true,
    description: 'Catalog keys, or exam codes that identify exactly one credential; others are BAD_USER_INPUT.',
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
      'A part of the credential’s code, title or exam code; for callers who see names also of the person’s name or address. ' +
      'totalCount is exact up to 10,000, then null; also null for a report of more than 100,000 rows, if many of its ' +
      'people match.',
  })
  search?: string | null;

  @Field(() => Boolean, { nullable: true })
  leaving?: boolean | null;

  @Field(() => DateScalar, { nullable: true })
  expiresBefore?: string | null;
}
